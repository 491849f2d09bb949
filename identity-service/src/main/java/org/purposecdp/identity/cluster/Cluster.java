package org.purposecdp.identity.cluster;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * The nodes held to be one person, the oldest first.
 *
 * @param profileId the id of the oldest node: least receivedAt, then nodeId
 * @param groups nodeId → verified group
 * @param full whether others are not in it only since there would be too many
 */
public record Cluster(
        String profileId, List<Node> nodes, Map<String, String> groups, boolean full) {
    private static final Comparator<Node> OLDEST_FIRST =
            Comparator.comparing(Node::receivedAt).thenComparing(Node::nodeId);

    /**
     * @param bare without the identifiers that say nothing
     * @param whole all nodes, by id
     */
    static Cluster of(Collection<Node> bare, Map<String, Node> whole, boolean full) {
        List<Node> nodes =
                bare.stream().map(node -> whole.get(node.nodeId())).sorted(OLDEST_FIRST).toList();
        return new Cluster(nodes.get(0).nodeId(), nodes, VerifiedGroups.of(bare), full);
    }
}
