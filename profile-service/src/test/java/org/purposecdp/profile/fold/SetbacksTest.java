package org.purposecdp.profile.fold;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

import org.purposecdp.profile.World;

import static org.assertj.core.api.Assertions.assertThat;

class SetbacksTest {
    private final Hands clock = new Hands();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Setbacks setbacks = new Setbacks(meters, clock);

    @Test
    void whoFailsIsTriedAgainAfterAGrowingPause() {
        Duration waited = Duration.ZERO;
        for (int failures = 1; failures <= 20; failures++) {
            setbacks.note("p", new IllegalStateException());
            Instant failed = clock.instant();
            while (!setbacks.paused().isEmpty()) {
                clock.go(Duration.ofMillis(500));
            }
            Duration pause = Duration.between(failed, clock.instant());
            assertThat(pause).isGreaterThanOrEqualTo(waited).isPositive();
            waited = pause;
        }
        assertThat(waited).isEqualTo(Duration.ofMinutes(5));
        assertThat(meters.counter("cdp.profile.failures").count()).isEqualTo(20);
        assertThat(meters.get("cdp.profiles.failing").gauge().value()).isEqualTo(1);
    }

    @Test
    void whoSucceedsIsForgotten() {
        setbacks.note("p", new IllegalStateException());
        setbacks.over("p");

        assertThat(setbacks.paused()).isEmpty();
        assertThat(meters.get("cdp.profiles.failing").gauge().value()).isZero();
    }

    @Test
    void theyAreBoundedThemselves() {
        for (int i = 0; i < 1_010; i++) {
            setbacks.note("p" + i, new IllegalStateException());
        }

        assertThat(setbacks.paused()).hasSize(1_000).contains("p1009").doesNotContain("p0");
    }

    private static final class Hands extends Clock {
        private Instant now = World.NOON;

        void go(Duration time) {
            now = now.plus(time);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
