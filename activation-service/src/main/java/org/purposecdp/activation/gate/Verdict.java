package org.purposecdp.activation.gate;

import java.util.Map;
import java.util.Set;

import org.purposecdp.contracts.subject.Channel;

/** What the gate says of a delivery at one moment. */
public sealed interface Verdict {
    /**
     * @param traits only those that may be sent
     * @param channels where no message comes of it by itself: whether one might be sent by each;
     *     else empty
     * @param nodes all that contribute
     */
    record Send(
            Map<String, Object> traits,
            Map<Channel, Boolean> channels,
            String evidence,
            Set<String> nodes,
            long subjectVersion)
            implements Verdict {}

    /** Our copies do not agree yet, or time has outrun the view: ask again. */
    record Wait(String reason) implements Verdict {}

    /** The node is held by another profile now. */
    record Move(String profileId) implements Verdict {}

    /** It is not made. */
    record Suppress(String reason, String evidence, Set<String> nodes, long subjectVersion)
            implements Verdict {}
}
