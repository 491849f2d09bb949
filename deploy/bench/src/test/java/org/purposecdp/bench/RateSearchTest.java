package org.purposecdp.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RateSearchTest {
    private static final Duration BRIEF = Duration.ofSeconds(20);
    private static final Duration WHOLE = Duration.ofSeconds(60);

    private final List<Integer> confirmed = new ArrayList<>();
    private int probes;

    @Test
    void findsTheCapacityWithinATwentiethAndNeverAboveIt() {
        for (int capacity : new int[] {12, 90, 249, 250, 333, 730, 1_000, 1_999, 8_100}) {
            assertThat(search(capacity, capacity))
                    .as("capacity %d", capacity)
                    .isBetween(capacity - Math.max(10, capacity / 10), capacity);
        }
    }

    @Test
    void whatABriefProbeHoldsAndAWholeOneDoesNotIsLowered() {
        int found = search(1_000, 700);

        assertThat(found).isBetween(560, 700);
        assertThat(confirmed).hasSizeGreaterThan(1).last().isEqualTo(found);
    }

    @Test
    void theRateItAnswersWasConfirmed() {
        assertThat(search(730, 730)).isEqualTo(confirmed.get(confirmed.size() - 1));
    }

    @Test
    void aPipelineThatHoldsNothingHasNoRate() {
        assertThat(search(0, 0)).isZero();
        assertThat(search(500, 0)).isZero();
    }

    @Test
    void aFewProbesAreEnough() {
        search(730, 730);

        assertThat(probes).isLessThanOrEqualTo(10);
    }

    private int search(int briefCapacity, int wholeCapacity) {
        probes = 0;
        return new RateSearch(
                        (rate, duration) -> {
                            probes++;
                            if (duration.equals(WHOLE)) {
                                confirmed.add(rate);
                            }
                            return rate <= (duration.equals(WHOLE) ? wholeCapacity : briefCapacity);
                        },
                        BRIEF,
                        WHOLE)
                .highest(250);
    }
}
