package org.purposecdp.identity.capture;

import java.time.DateTimeException;
import java.time.Instant;

/**
 * When something happened, by its sender's word.
 *
 * @param own false where it is only the time of the receipt
 */
public record ClaimedTime(Instant at, boolean own) {
    /** What is before is no time that anything happened at, and more than a database holds. */
    private static final Instant EARLIEST = Instant.parse("1900-01-01T00:00:00Z");

    /**
     * Nothing has happened in the future, where it would win over every later word: such a time
     * becomes that of the receipt.
     *
     * @throws DateTimeException when it is before 1900
     */
    public static ClaimedTime of(Instant at, Instant receivedAt) {
        if (at.isBefore(EARLIEST)) {
            throw new DateTimeException("before " + EARLIEST);
        }
        return at.isAfter(receivedAt) ? none(receivedAt) : new ClaimedTime(at, true);
    }

    public static ClaimedTime none(Instant receivedAt) {
        return new ClaimedTime(receivedAt, false);
    }
}
