package org.purposecdp.bench.withdrawal;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import org.purposecdp.bench.Latencies;

/**
 * What is printed and written.
 *
 * @param point the service that was down
 * @param processorShares of all processors' time in each phase
 * @param neverEnforced withdrawals that no repeat was answered "enforced" for
 * @param wrong why it fails; empty when it does not
 */
record Report(
        String at,
        int processors,
        boolean realMongoDb,
        int instances,
        String point,
        int rate,
        Map<Call, Sides<Figures>> calls,
        Sides<Withdrawn> withdrawals,
        Sides<Map<String, Double>> processorShares,
        Latencies.Quantiles generatorLateMs,
        long neverEnforced,
        List<String> wrong) {

    /** In which nobody waits, and in which each withdrawal does. */
    record Sides<T>(Map<Phase, T> baseline, Map<Phase, T> waiting) {}

    /** By kind, without the withdrawals. */
    static Map<Call, Sides<Figures>> calls(
            Map<Call, Map<Phase, Tally>> baseline, Map<Call, Map<Phase, Tally>> waiting) {
        Map<Call, Sides<Figures>> calls = new EnumMap<>(Call.class);
        for (Call call : Call.values()) {
            if (call.isProbe()) {
                Map<Phase, Tally> before = baseline.getOrDefault(call, Map.of());
                Map<Phase, Tally> now = waiting.getOrDefault(call, Map.of());
                calls.put(call, new Sides<>(Figures.alone(before), Figures.beside(before, now)));
            }
        }
        return calls;
    }
}
