package org.purposecdp.activation.gate;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import org.purposecdp.contracts.profile.View;
import org.purposecdp.contracts.subject.Subject;

/**
 * What our copies say, as read in the transaction of the claim.
 *
 * @param view empty when none was ever published for the purpose: it had nothing to show
 * @param viewSubjectVersion the subject version that the profile's views were folded under; 0 when
 *     none was published
 * @param subject null when none is stored
 * @param blocked the subject's newest message could not be read
 * @param holders nodeId → the profile that holds it
 */
public record Known(
        View view,
        long viewSubjectVersion,
        Subject subject,
        boolean blocked,
        Map<String, String> holders) {
    private static final View NOTHING = new View(null, null, null, null);

    public Known {
        view = view == null ? NOTHING : view;
    }

    /** All that contribute, and the one that set it off. */
    Set<String> nodes(String nodeId) {
        Set<String> nodes = new TreeSet<>(view.nodes().keySet());
        nodes.add(nodeId);
        return nodes;
    }

    /** Why our copies do not agree, where they do not; of a subject that is there. */
    Optional<String> unsettled(String profileId, String nodeId, Instant at) {
        if (viewSubjectVersion != subject.version()) {
            return Optional.of("view of another subject version");
        }
        if (view.until() != null && !at.isBefore(view.until())) {
            return Optional.of("view past its time");
        }
        boolean held =
                Stream.concat(view.nodes().keySet().stream(), Stream.of(nodeId))
                        .allMatch(node -> profileId.equals(holders.get(node)));
        return held ? Optional.empty() : Optional.of("a node has moved");
    }
}
