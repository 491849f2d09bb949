package org.purposecdp.bench.withdrawal;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.purposecdp.bench.withdrawal.Report.Sides;

/** What is wrong with what was found, a line each; nothing when all is as it should be. */
final class Verdict {
    private static final double MOST_TIMES = 1.5;

    private final List<String> wrong = new ArrayList<>();

    static List<String> of(
            Map<Call, Sides<Figures>> calls, Sides<Withdrawn> withdrawals, long neverEnforced) {
        Verdict verdict = new Verdict();
        calls.forEach(verdict::call);
        withdrawals.baseline().values().forEach(verdict::refused);
        withdrawals.waiting().values().forEach(verdict::refused);
        verdict.enforced(withdrawals.waiting(), neverEnforced);
        return List.copyOf(verdict.wrong);
    }

    private void call(Call call, Sides<Figures> sides) {
        sides.baseline().forEach((phase, figures) -> failed(call, phase, figures));
        sides.waiting()
                .forEach(
                        (phase, figures) -> {
                            failed(call, phase, figures);
                            slower(call, phase, "median", figures.timesP50());
                            slower(call, phase, "95th percentile", figures.timesP95());
                        });
        if (sides.waiting().values().stream().allMatch(figures -> figures.timesP50() == null)) {
            say("%s: too few calls to tell", call.title());
        }
    }

    private void failed(Call call, Phase phase, Figures figures) {
        if (figures.failed() > 0) {
            say("%s, %s: %d failed", call.title(), phase.title(), figures.failed());
        }
    }

    private void slower(Call call, Phase phase, String what, Double times) {
        if (times != null && times > MOST_TIMES) {
            say("%s, %s: %s %.2f x the baseline's", call.title(), phase.title(), what, times);
        }
    }

    private void refused(Withdrawn withdrawn) {
        if (!withdrawn.refused().isEmpty()) {
            say("withdrawals were refused: %s", withdrawn.refused());
        }
    }

    private void enforced(Map<Phase, Withdrawn> waiting, long neverEnforced) {
        long tooSoon = waiting.values().stream().mapToLong(Withdrawn::tooSoon).sum();
        if (tooSoon > 0) {
            say("%d withdrawals were enforced while a point was down", tooSoon);
        }
        if (neverEnforced > 0) {
            say("%d withdrawals were never enforced", neverEnforced);
        }
        if (!waiting.containsKey(Phase.BACK)) {
            say("the point was not back before the load ended");
        }
    }

    private void say(String format, Object... arguments) {
        wrong.add(String.format(Locale.ROOT, format, arguments));
    }
}
