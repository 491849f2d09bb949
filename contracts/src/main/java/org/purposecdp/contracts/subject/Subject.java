package org.purposecdp.contracts.subject;

import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;

/**
 * One person's state, on {@code subjects} under the profileId.
 *
 * @param version rises with every change
 * @param ended the cluster is no more; nothing is permitted
 * @param ack services must acknowledge this version on {@code fence.acks}
 * @param blocked its whole state would be too large a message: it names nothing and nothing is
 *     permitted, until a later version fits
 */
@JsonSerialize(converter = SubjectForm.Writing.class)
@JsonDeserialize(converter = SubjectForm.Reading.class)
public record Subject(
        String profileId,
        long version,
        boolean ended,
        boolean ack,
        boolean blocked,
        List<Node> nodes,
        List<Decision> decisions,
        List<Fact> facts,
        List<NoticeGiven> notices) {

    /** Past it the oldest "yes" goes, never a "no". */
    public static final int MOST_DECISIONS = 2_000;

    /** Past it those go that ended first; never the youngest birth date, which may deny. */
    public static final int MOST_FACTS = 200;

    /** Past it the oldest go. */
    public static final int MOST_NOTICES = 200;

    public Subject {
        nodes = nodes == null ? List.of() : List.copyOf(nodes);
        decisions = decisions == null ? List.of() : List.copyOf(decisions);
        facts = facts == null ? List.of() : List.copyOf(facts);
        notices = notices == null ? List.of() : List.copyOf(notices);
    }

    /** One that is not blocked. */
    public Subject(
            String profileId,
            long version,
            boolean ended,
            boolean ack,
            List<Node> nodes,
            List<Decision> decisions,
            List<Fact> facts,
            List<NoticeGiven> notices) {
        this(profileId, version, ended, ack, false, nodes, decisions, facts, notices);
    }

    /** In place of one that is too large. */
    public static Subject blocked(String profileId, long version, boolean ack) {
        return new Subject(
                profileId, version, false, ack, true, List.of(), List.of(), List.of(), List.of());
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
