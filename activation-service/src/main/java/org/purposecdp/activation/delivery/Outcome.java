package org.purposecdp.activation.delivery;

import java.time.Duration;
import java.time.Instant;

/** What one attempt came to. */
sealed interface Outcome {
    record Delivered() implements Outcome {}

    /** Tried again at that time. */
    record Again(String reason, Instant at) implements Outcome {}

    record Failed(String reason) implements Outcome {}

    /** 410: the receiver wants no more. */
    record Gone() implements Outcome {}

    String EXHAUSTED = "ATTEMPTS_EXHAUSTED";

    /**
     * @param status of the answer; 0 when there was none
     * @param retryAfter seconds; null when not asked for
     */
    static Outcome of(int status, Long retryAfter, int attempts, Instant now, double chance) {
        if (status >= 200 && status < 300) {
            return new Delivered();
        }
        if (status == 410) {
            return new Gone();
        }
        Duration asked = retryAfter == null ? null : Duration.ofSeconds(retryAfter);
        String reason = status == 0 ? "NO_ANSWER" : "HTTP_" + status;
        return RetrySchedule.next(attempts, chance, asked)
                .<Outcome>map(wait -> new Again(reason, now.plus(wait)))
                .orElseGet(() -> new Failed(EXHAUSTED));
    }
}
