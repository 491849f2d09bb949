package org.purposecdp.contracts.subject;

import java.util.List;
import java.util.Optional;

/**
 * One person's state, on {@code subjects} under the profileId.
 *
 * @param version rises with every change
 * @param ended the cluster is no more; nothing is permitted
 * @param ack services must acknowledge this version on {@code fence.acks}
 */
public record Subject(
        String profileId,
        long version,
        boolean ended,
        boolean ack,
        List<Node> nodes,
        List<Decision> decisions,
        List<Fact> facts,
        List<NoticeGiven> notices) {

    public Subject {
        nodes = nodes == null ? List.of() : List.copyOf(nodes);
        decisions = decisions == null ? List.of() : List.copyOf(decisions);
        facts = facts == null ? List.of() : List.copyOf(facts);
        notices = notices == null ? List.of() : List.copyOf(notices);
    }

    /**
     * @param version of the node's membership: of two Subjects that name a node, the higher holds
     * @param group the node's verified group
     * @param source whose records the node holds
     * @param identifiers pseudonyms, for look-up
     */
    public record Node(
            String nodeId, long version, String group, String source, List<String> identifiers) {
        public Node {
            identifiers = identifiers == null ? List.of() : List.copyOf(identifiers);
        }
    }

    public Optional<Node> node(String nodeId) {
        return nodes.stream().filter(node -> node.nodeId().equals(nodeId)).findFirst();
    }
}
