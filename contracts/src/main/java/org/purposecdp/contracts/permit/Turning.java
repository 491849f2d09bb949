package org.purposecdp.contracts.permit;

import java.time.Instant;

/** The next instant at which an answer may turn by time alone: early at worst, never late. */
final class Turning {
    private final Instant after;
    private Instant next;

    Turning(Instant after) {
        this.after = after;
    }

    /**
     * @param instant null for never
     */
    void at(Instant instant) {
        if (instant != null && instant.isAfter(after) && (next == null || instant.isBefore(next))) {
            next = instant;
        }
    }

    /** Null for never. */
    Instant next() {
        return next;
    }
}
