package org.purposecdp.bench;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;

/**
 * What is printed and written.
 *
 * @param sustainedPerSecond the highest rate kept up with; null when none was looked for, or the
 *     one given was too much
 * @param atRate the run that the figures beside it are of
 * @param atSustained the run that confirmed the highest rate
 * @param lost of all runs together, as are doubled and repeated
 * @param ratio of the sustained rates, ours to the floor's
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Report(
        String at,
        int processors,
        int people,
        double newShare,
        Integer sustainedPerSecond,
        @JsonUnwrapped Figures atRate,
        Figures atSustained,
        Long lost,
        Long doubled,
        Long repeated,
        Floor floor,
        Double ratio) {

    /**
     * Of one run. Latencies count from when an event was due, not from when it left.
     *
     * @param toWebhookMsOfNew of events that were a person's first
     * @param generatorLateMs how late the load left
     * @param processorShares what others on the machine took, beside what was measured
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Figures(
            int atRate,
            double seconds,
            long events,
            boolean keptUp,
            Double growthPerSecond,
            Map<String, Long> refused,
            Latencies.Quantiles captureMs,
            Latencies.Quantiles toProfileMs,
            Latencies.Quantiles toWebhookMs,
            Latencies.Quantiles toWebhookMsOfNew,
            Latencies.Quantiles generatorLateMs,
            Map<String, Double> cpuMsPerEvent,
            Map<String, Double> residentMiB,
            Map<String, Double> processorShares) {

        static Figures of(Run run) {
            if (run == null) {
                return null;
            }
            Ledger ledger = run.ledger();
            return new Figures(
                    run.rate(),
                    Math.round(run.seconds() * 10) / 10.0,
                    ledger.sent(),
                    run.keptUp(),
                    run.growthPerSecond(),
                    ledger.refusals().isEmpty() ? null : ledger.refusals(),
                    ledger.capture().quantiles(),
                    ledger.toProfile().quantiles(),
                    ledger.toWebhook().quantiles(),
                    ledger.toWebhookOfNew().quantiles(),
                    ledger.late().quantiles(),
                    run.cpuMsPerEvent(),
                    run.residentMiB(),
                    run.processorShares());
        }
    }

    /** The floor's own. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Floor(
            Integer sustainedPerSecond,
            @JsonUnwrapped Figures atRate,
            Figures atSustained,
            long lost,
            long doubled) {

        static Floor of(Measurement floor, Ledgers ledgers) {
            return new Floor(
                    floor.sustained(),
                    Figures.of(floor.measured()),
                    Figures.of(floor.confirming()),
                    ledgers.total(Ledger::lost),
                    ledgers.total(Ledger::doubled));
        }
    }

    /** Either of the two measurements may be missing. */
    static Report of(
            int people,
            double newShare,
            Measurement platform,
            Ledgers ours,
            Measurement floor,
            Ledgers floors) {
        boolean driven = platform != null;
        return new Report(
                Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
                Runtime.getRuntime().availableProcessors(),
                people,
                newShare,
                driven ? platform.sustained() : null,
                driven ? Figures.of(platform.measured()) : null,
                driven ? Figures.of(platform.confirming()) : null,
                driven ? ours.total(Ledger::lost) : null,
                driven ? ours.total(Ledger::doubled) : null,
                driven ? ours.total(Ledger::repeated) : null,
                floor == null ? null : Floor.of(floor, floors),
                driven && floor != null ? ratio(platform.sustained(), floor.sustained()) : null);
    }

    private static Double ratio(Integer ours, Integer floors) {
        return ours == null || floors == null || floors == 0
                ? null
                : Math.round(ours * 1000.0 / floors) / 1000.0;
    }
}
