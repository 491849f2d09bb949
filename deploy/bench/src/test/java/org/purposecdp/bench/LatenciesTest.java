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
        assertThat(quantiles.p95()).isCloseTo(950, within(1.0));
        assertThat(quantiles.p99()).isCloseTo(990, within(1.0));
        assertThat(quantiles.max()).isCloseTo(1_000, within(1.0));
        assertThat(quantiles.samples()).isEqualTo(1_000);
    }

    @Test
    void aRatioIsOfTheSamePercentileOfBoth() {
        Latencies others = new Latencies();
        for (int ms = 1; ms <= 100; ms++) {
            latencies.add(TimeUnit.MILLISECONDS.toNanos(3L * ms));
            others.add(TimeUnit.MILLISECONDS.toNanos(2L * ms));
        }

        assertThat(latencies.ratio(others, 50)).isCloseTo(1.5, within(0.01));
        assertThat(latencies.ratio(others, 95)).isCloseTo(1.5, within(0.01));
        assertThat(latencies.ratio(new Latencies(), 50)).isNaN();
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
