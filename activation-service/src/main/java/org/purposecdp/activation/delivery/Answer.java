package org.purposecdp.activation.delivery;

import java.time.Duration;

/**
 * What one attempt was answered.
 *
 * @param kind whether there was an answer at all
 * @param status of the answer; 0 when there was none
 * @param retryAfter what it asked for; null when it did not
 */
record Answer(Kind kind, int status, Duration retryAfter) {
    static final Answer NONE = new Answer(Kind.NO_ANSWER, 0, null);
    static final Answer REFUSED = new Answer(Kind.ADDRESS_REFUSED, 0, null);
    static final Answer NOT_BEGUN = new Answer(Kind.NOT_BEGUN, 0, null);

    enum Kind {
        ANSWERED,
        NO_ANSWER,
        /** The address may not be sent to: nothing was. */
        ADDRESS_REFUSED,
        /** Too late to begin under its claim. */
        NOT_BEGUN
    }

    static Answer of(int status, Duration retryAfter) {
        return new Answer(Kind.ANSWERED, status, retryAfter);
    }

    String reason() {
        return kind == Kind.ANSWERED ? "HTTP_" + status : kind.name();
    }
}
