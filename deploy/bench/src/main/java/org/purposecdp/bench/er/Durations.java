package org.purposecdp.bench.er;

import org.HdrHistogram.Histogram;

/** How long each of many things took, one after another. */
final class Durations {
    private static final double NANOS_IN_MS = 1e6;

    private final Histogram nanos = new Histogram(3);
    private long total;

    void time(Runnable work) {
        long started = System.nanoTime();
        work.run();
        long took = System.nanoTime() - started;
        nanos.recordValue(took);
        total += took;
    }

    double perSecond() {
        return total == 0 ? 0 : Math.round(nanos.getTotalCount() * 1e10 / total) / 10.0;
    }

    Spread spread() {
        return new Spread(at(50), at(95), at(99));
    }

    private double at(double percentile) {
        return Math.round(nanos.getValueAtPercentile(percentile) / NANOS_IN_MS * 1_000) / 1_000.0;
    }
}
