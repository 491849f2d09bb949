package org.purposecdp.activation.delivery;

import java.time.Instant;
import java.util.List;

/** One delivery as it stands. */
public record Delivery(
        String deliveryId,
        String activation,
        String destination,
        String purpose,
        String profileId,
        String recordId,
        String state,
        String reason,
        String evidence,
        List<String> nodes,
        long subjectVersion,
        int attempts,
        Instant createdAt,
        Instant finishedAt) {}
