package org.purposecdp.bench;

import java.util.ArrayList;
import java.util.List;

/** How much was under way, as time went on, and whether that is a pipeline that keeps up. */
final class Backlog {
    /** The first third is the start-up and says nothing. */
    private static final double SETTLED_FROM = 1.0 / 3;

    /** In seconds of load. */
    private static final double LARGEST = 3;

    private static final double HOPELESS = 5;
    private static final double LARGEST_GROWTH = 0.5;

    private final int rate;
    private final List<Sample> samples = new ArrayList<>();

    private record Sample(double second, long underWay) {}

    Backlog(int rate) {
        this.rate = rate;
    }

    void add(double second, long underWay) {
        samples.add(new Sample(second, underWay));
    }

    /** So far behind that the rest of the run would tell nothing more. */
    boolean hopeless() {
        return !samples.isEmpty()
                && samples.get(samples.size() - 1).underWay() > HOPELESS * rate + 500;
    }

    /**
     * Never more than three seconds of load under way, and, by the line that fits best, less than
     * half a second of load more of it at the end than at the end of the first third.
     */
    boolean keptUp() {
        List<Sample> settled = settled();
        if (settled.size() < 3 || hopeless()) {
            return false;
        }
        long most = settled.stream().mapToLong(Sample::underWay).max().orElseThrow();
        double seconds = settled.get(settled.size() - 1).second() - settled.get(0).second();
        return most <= LARGEST * rate && slope(settled) * seconds < LARGEST_GROWTH * rate;
    }

    /** Events a second by which it grew; null when there are too few samples. */
    Double growth() {
        List<Sample> settled = settled();
        return settled.size() < 3 ? null : Math.round(slope(settled) * 10) / 10.0;
    }

    private List<Sample> settled() {
        if (samples.isEmpty()) {
            return List.of();
        }
        double from = samples.get(samples.size() - 1).second() * SETTLED_FROM;
        return samples.stream().filter(sample -> sample.second() >= from).toList();
    }

    /** Least squares. */
    private static double slope(List<Sample> samples) {
        double meanSecond = samples.stream().mapToDouble(Sample::second).average().orElseThrow();
        double meanUnderWay = samples.stream().mapToLong(Sample::underWay).average().orElseThrow();
        double covariance = 0;
        double variance = 0;
        for (Sample sample : samples) {
            double second = sample.second() - meanSecond;
            covariance += second * (sample.underWay() - meanUnderWay);
            variance += second * second;
        }
        return variance == 0 ? 0 : covariance / variance;
    }
}
