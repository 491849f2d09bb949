package org.purposecdp.contracts.subject;

import java.time.Instant;
import java.util.Set;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class DecisionTest {
    private static final Instant SAID = Instant.parse("2026-06-01T12:00:00Z");

    @Test
    void itHoldsFromTheInstantItWasSaid() {
        Decision no = decision(null, null);

        assertThat(no.inForce(SAID.minusNanos(1))).isFalse();
        assertThat(no.inForce(SAID)).isTrue();
        assertThat(no.inForce(SAID.plusSeconds(1_000_000))).isTrue();
    }

    @Test
    void itHoldsLaterIfItTakesHoldLater() {
        Decision no = decision(SAID.plusSeconds(10), null);

        assertThat(no.inForce(SAID.plusSeconds(9))).isFalse();
        assertThat(no.inForce(SAID.plusSeconds(10))).isTrue();
    }

    @Test
    void itHoldsUntilItsDeviceSaysOtherwise() {
        Decision no = decision(null, SAID.plusSeconds(10));

        assertThat(no.inForce(SAID.plusSeconds(10).minusNanos(1))).isTrue();
        assertThat(no.inForce(SAID.plusSeconds(10))).isFalse();
    }

    @Test
    void oneAboutEverythingConcernsEveryPurpose() {
        assertThat(decision(null, null).concerns("offers")).isTrue();
    }

    private static Decision decision(Instant from, Instant to) {
        return new Decision(
                "d1",
                Decision.Kind.REFUSE,
                Decision.ANY,
                null,
                SAID,
                from,
                to,
                null,
                0,
                true,
                false,
                true,
                false,
                Set.of("g"),
                null);
    }
}
