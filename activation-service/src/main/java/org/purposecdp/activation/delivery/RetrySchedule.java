package org.purposecdp.activation.delivery;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The schedule of Standard Webhooks 1.0.0. */
final class RetrySchedule {
    private static final List<Duration> WAITS =
            List.of(
                    Duration.ofSeconds(5),
                    Duration.ofMinutes(5),
                    Duration.ofMinutes(30),
                    Duration.ofHours(2),
                    Duration.ofHours(5),
                    Duration.ofHours(10),
                    Duration.ofHours(14),
                    Duration.ofHours(20),
                    Duration.ofHours(24));
    private static final double JITTER = 0.1;

    private RetrySchedule() {}

    /**
     * The wait before the next attempt; nothing once all were made.
     *
     * @param attempts made so far, at least 1
     * @param chance 0 to 1: up to a tenth is added, so that retries do not come together
     * @param asked what {@code Retry-After} asked for; null when it did not
     */
    static Optional<Duration> next(int attempts, double chance, Duration asked) {
        if (attempts > WAITS.size()) {
            return Optional.empty();
        }
        Duration planned = WAITS.get(attempts - 1);
        Duration wait = planned.plusMillis((long) (planned.toMillis() * JITTER * chance));
        return Optional.of(asked != null && asked.compareTo(wait) > 0 ? asked : wait);
    }
}
