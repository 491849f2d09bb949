package org.purposecdp.bench;

import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class LatenciesTest {
    private final Latencies latencies = new Latencies();

    @Test
    void halfAreBelowTheMedianAndOneInAHundredAboveTheLastPercentile() {
        for (int ms = 1; ms <= 1_000; ms++) {
            latencies.add(TimeUnit.MILLISECONDS.toNanos(ms));
        }

        Latencies.Quantiles quantiles = latencies.quantiles();
        assertThat(quantiles.p50()).isCloseTo(500, within(1.0));
        assertThat(quantiles.p99()).isCloseTo(990, within(1.0));
        assertThat(quantiles.max()).isCloseTo(1_000, within(1.0));
        assertThat(quantiles.samples()).isEqualTo(1_000);
    }

    @Test
    void clocksThatDisagreeALittleGiveNothingNegative() {
        latencies.add(-TimeUnit.MILLISECONDS.toNanos(2));

        assertThat(latencies.quantiles().p50()).isZero();
    }

    @Test
    void withoutSamplesThereAreNoQuantiles() {
        assertThat(latencies.quantiles()).isNull();
    }
}
