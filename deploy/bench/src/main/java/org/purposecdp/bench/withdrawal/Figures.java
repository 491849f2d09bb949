package org.purposecdp.bench.withdrawal;

import java.util.EnumMap;
import java.util.Map;

import org.purposecdp.bench.Latencies;

/**
 * What the calls of one kind came to in one phase.
 *
 * @param ms from when a call was due to its answer; null when none was answered
 * @param timesP50 by how much its median is slower than the baseline's; null for the baseline, and
 *     where either has too few calls to tell
 * @param timesP95 the same of the slowest twentieth
 */
record Figures(Latencies.Quantiles ms, long failed, Double timesP50, Double timesP95) {
    /** Of fewer the slowest twentieth is one or two. */
    private static final long FEWEST = 50;

    static Map<Phase, Figures> alone(Map<Phase, Tally> phases) {
        Map<Phase, Figures> figures = new EnumMap<>(Phase.class);
        phases.forEach((phase, tally) -> figures.put(phase, of(tally, null)));
        return figures;
    }

    /** Each beside the same phase of the baseline, or, where that had none, all points up. */
    static Map<Phase, Figures> beside(Map<Phase, Tally> baseline, Map<Phase, Tally> phases) {
        Map<Phase, Figures> figures = new EnumMap<>(Phase.class);
        phases.forEach(
                (phase, tally) ->
                        figures.put(
                                phase,
                                of(tally, baseline.getOrDefault(phase, baseline.get(Phase.UP)))));
        return figures;
    }

    private static Figures of(Tally tally, Tally baseline) {
        boolean tells =
                baseline != null && tally.answered() >= FEWEST && baseline.answered() >= FEWEST;
        return new Figures(
                tally.took().quantiles(),
                tally.failed(),
                tells ? times(tally, baseline, 50) : null,
                tells ? times(tally, baseline, 95) : null);
    }

    private static double times(Tally tally, Tally baseline, double percentile) {
        return Math.round(tally.took().ratio(baseline.took(), percentile) * 100) / 100.0;
    }
}
