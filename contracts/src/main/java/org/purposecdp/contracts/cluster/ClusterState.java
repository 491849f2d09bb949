package org.purposecdp.contracts.cluster;

import java.util.List;

import org.purposecdp.contracts.record.SourceKind;

/**
 * A whole cluster, on {@code identity.clusters} under its profileId.
 *
 * @param version rises with every change of this profileId's cluster
 * @param ended no node is left; terminal for this version, a later version revives the id
 */
public record ClusterState(String profileId, long version, boolean ended, List<Node> nodes) {

    public ClusterState {
        nodes = nodes == null ? List.of() : List.copyOf(nodes);
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
