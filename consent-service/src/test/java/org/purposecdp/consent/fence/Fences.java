package org.purposecdp.consent.fence;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

import io.vertx.mutiny.sqlclient.Pool;

/** Fences of points that a test plays. */
public final class Fences {
    private Fences() {}

    public static Fence of(Pool pool, String... points) {
        return new Fence(
                pool,
                new FenceSettings() {
                    @Override
                    public Optional<Set<String>> points() {
                        return Optional.of(Set.of(points));
                    }

                    @Override
                    public Duration usualWait() {
                        return Duration.ofSeconds(30);
                    }

                    @Override
                    public Duration longestWait() {
                        return Duration.ofSeconds(120);
                    }
                });
    }
}
