package org.purposecdp.bench.withdrawal;

import java.io.PrintStream;
import java.util.Locale;
import java.util.Map;

import org.purposecdp.bench.Latencies;

/** The report as people read it. */
final class Table {
    private static final String LINE = "%-32s %-20s %7s %7s %9s %9s %9s %7s %7s%n";

    private final PrintStream out;

    Table(PrintStream out) {
        this.out = out;
    }

    void print(Report report) {
        line("", "ms", "calls", "failed", "p50", "p95", "p99", "x p50", "x p95");
        report.calls()
                .forEach(
                        (call, sides) -> {
                            figures(call, "baseline, ", sides.baseline());
                            figures(call, "", sides.waiting());
                        });
        out.println();
        line("", "ms", "enforced", "refused", "p50", "p95", "p99", "", "");
        withdrawn("baseline, ", report.withdrawals().baseline());
        withdrawn("", report.withdrawals().waiting());
        out.println();
        report.wrong().forEach(line -> out.println("WRONG  " + line));
    }

    private void figures(Call call, String side, Map<Phase, Figures> phases) {
        phases.forEach(
                (phase, figures) ->
                        line(
                                call.title(),
                                side + phase.title(),
                                figures.ms() == null ? 0 : figures.ms().samples(),
                                figures.failed(),
                                figures.ms(),
                                figures.timesP50(),
                                figures.timesP95()));
    }

    private void withdrawn(String side, Map<Phase, Withdrawn> phases) {
        phases.forEach(
                (phase, withdrawn) -> {
                    long refused =
                            withdrawn.refused().values().stream().mapToLong(Long::valueOf).sum();
                    line(
                            "withdrawal",
                            side + phase.title(),
                            withdrawn.enforced(),
                            refused,
                            withdrawn.ms(),
                            null,
                            null);
                    withdrawn
                            .recorded()
                            .forEach(
                                    (pending, count) ->
                                            out.printf(
                                                    Locale.ROOT,
                                                    "  recorded %,d, pending: %s%n",
                                                    count,
                                                    pending));
                });
    }

    private void line(
            String what,
            String phase,
            long many,
            long failed,
            Latencies.Quantiles ms,
            Double timesP50,
            Double timesP95) {
        line(
                what,
                phase,
                many,
                failed,
                ms == null ? "-" : ms.p50(),
                ms == null ? "-" : ms.p95(),
                ms == null ? "-" : ms.p99(),
                timesP50 == null ? "" : timesP50,
                timesP95 == null ? "" : timesP95);
    }

    private void line(Object... cells) {
        out.printf(Locale.ROOT, LINE, cells);
    }
}
