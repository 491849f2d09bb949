package org.purposecdp.bench;

import java.util.Map;

/**
 * What one run at one rate came to.
 *
 * @param growthPerSecond by how much more was under way each second, once it had settled
 * @param processorShares of all processors' time: measured, others, idle
 */
record Run(
        int rate,
        double seconds,
        Ledger ledger,
        boolean keptUp,
        Double growthPerSecond,
        Map<String, Double> cpuMsPerEvent,
        Map<String, Double> residentMiB,
        Map<String, Double> processorShares) {}
