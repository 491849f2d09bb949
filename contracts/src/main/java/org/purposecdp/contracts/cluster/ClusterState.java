package org.purposecdp.contracts.cluster;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;

import org.purposecdp.contracts.record.SourceKind;

/**
 * A whole cluster, on {@code identity.clusters} under its profileId.
 *
 * @param version rises with every change of this profileId's cluster
 * @param ended no node is left; terminal for this version, a later version revives the id
 * @param blocked its whole state would be too large a message: it names nothing, and whoever is in
 *     it is denied everything, until a later version fits
 * @param ofNobody pseudonyms of those identifiers of its nodes that stand for nobody, since more
 *     people bear them than may: they joined nothing, and a grant by one is nobody's. Whoever is
 *     told again only for these keeps the memberships it had
 */
@JsonSerialize(converter = ClusterForm.Writing.class)
@JsonDeserialize(converter = ClusterForm.Reading.class)
public record ClusterState(
        String profileId,
        long version,
        boolean ended,
        boolean blocked,
        List<Node> nodes,
        Set<String> ofNobody) {

    /** A limit of the cut: who would make it more joins nobody. */
    public static final int MOST_NODES = 500;

    public ClusterState {
        nodes = nodes == null ? List.of() : List.copyOf(nodes);
        // In one order, so that the same state is the same text.
        ofNobody =
                ofNobody == null
                        ? Set.of()
                        : Collections.unmodifiableSortedSet(new TreeSet<>(ofNobody));
    }

    /** One that is not blocked. */
    public ClusterState(
            String profileId, long version, boolean ended, List<Node> nodes, Set<String> ofNobody) {
        this(profileId, version, ended, false, nodes, ofNobody);
    }

    /** In place of one that is too large. */
    public static ClusterState blocked(String profileId, long version) {
        return new ClusterState(profileId, version, false, true, List.of(), Set.of());
    }

    /**
     * @param version of the membership: rises when the node moves between clusters
     * @param group the verified group, named by its least nodeId; a node of no group is its own
     * @param identifiers pseudonyms of the identifiers the node bears
     */
    public record Node(
            String nodeId,
            long version,
            String group,
            String source,
            SourceKind sourceKind,
            List<String> identifiers) {}
}
