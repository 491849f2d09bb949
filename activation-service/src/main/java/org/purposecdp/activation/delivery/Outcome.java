package org.purposecdp.activation.delivery;

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
     * An address that is refused is tried again like any other: what its name stands for may be put
     * right.
     */
    static Outcome of(Answer answer, int attempts, Instant now, double chance) {
        if (answer.status() >= 200 && answer.status() < 300) {
            return new Delivered();
        }
        if (answer.status() == 410) {
            return new Gone();
        }
        boolean refused = answer.kind() == Answer.Kind.ADDRESS_REFUSED;
        return RetrySchedule.next(attempts, chance, answer.retryAfter())
                .<Outcome>map(wait -> new Again(answer.reason(), now.plus(wait)))
                .orElseGet(() -> new Failed(refused ? answer.reason() : EXHAUSTED));
    }
}
