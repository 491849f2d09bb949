package org.purposecdp.local.demo.generator;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;

/**
 * Instants of one person's life, no two the same: of two values of a trait the later one counts.
 */
final class Times {
    /** What the files call now; the run shifts all times to its own. */
    static final Instant BASE = Instant.parse("2026-01-01T12:00:00Z");

    private final Random random;
    private final Set<Instant> taken = new HashSet<>();

    Times(Random random) {
        this.random = random;
    }

    static Duration days(double days) {
        return Duration.ofSeconds((long) (days * 86_400));
    }

    /** So many days before now. */
    static Instant daysAgo(double days) {
        return BASE.minus(days(days));
    }

    Instant between(double daysAgo, double later) {
        long seconds = (long) ((daysAgo - later) * 86_400);
        Instant at = daysAgo(daysAgo).plusSeconds((long) (random.nextDouble() * seconds));
        while (!taken.add(at)) {
            at = at.plusSeconds(1);
        }
        return at;
    }
}
