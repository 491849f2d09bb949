package org.purposecdp.contracts.delivery;

import java.time.Instant;
import java.util.List;

/**
 * On {@code deliveries}: made or suppressed, and why. No values.
 *
 * @param state DELIVERED, SUPPRESSED or FAILED
 * @param reason the failed condition of the rule, or of the destination
 * @param evidence what the permission rested on
 * @param nodes contributing nodeIds
 */
public record DeliveryOutcome(
        String deliveryId,
        String activation,
        String destination,
        String purpose,
        String profileId,
        String recordId,
        State state,
        String reason,
        String evidence,
        List<String> nodes,
        long subjectVersion,
        Instant at) {

    /** How it ended. */
    public enum State {
        DELIVERED,
        SUPPRESSED,
        FAILED
    }
}
