package org.purposecdp.bench;

import java.util.concurrent.TimeUnit;

import org.HdrHistogram.ConcurrentHistogram;

/** Durations as they are measured, from any thread; three digits are kept. */
public final class Latencies {
    private static final long LONGEST_MICROS = TimeUnit.HOURS.toMicros(1);

    private final ConcurrentHistogram micros = new ConcurrentHistogram(LONGEST_MICROS, 3);

    /**
     * In milliseconds, to a tenth.
     *
     * @param samples how many there were
     */
    public record Quantiles(double p50, double p95, double p99, double max, long samples) {}

    public void add(long nanos) {
        long value = Math.max(0, TimeUnit.NANOSECONDS.toMicros(nanos));
        micros.recordValue(Math.min(value, LONGEST_MICROS));
    }

    /** Null when nothing was measured. */
    public Quantiles quantiles() {
        return micros.getTotalCount() == 0
                ? null
                : new Quantiles(
                        milliseconds(micros.getValueAtPercentile(50)),
                        milliseconds(micros.getValueAtPercentile(95)),
                        milliseconds(micros.getValueAtPercentile(99)),
                        milliseconds(micros.getMaxValue()),
                        micros.getTotalCount());
    }

    /** By how much slower than those others a percentile is; NaN where either has no samples. */
    public double ratio(Latencies others, double percentile) {
        return micros.getTotalCount() == 0 || others.micros.getTotalCount() == 0
                ? Double.NaN
                : (double) micros.getValueAtPercentile(percentile)
                        / Math.max(1, others.micros.getValueAtPercentile(percentile));
    }

    private static double milliseconds(long micros) {
        return Math.round(micros / 100.0) / 10.0;
    }
}
