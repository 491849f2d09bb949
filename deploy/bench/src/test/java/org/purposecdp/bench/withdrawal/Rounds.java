package org.purposecdp.bench.withdrawal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.purposecdp.bench.withdrawal.Answer.Enforcement;

/** Made-up rounds whose point goes at 40 s and is back at 80 s. */
final class Rounds {
    static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    static final long GOING = 40 * SECOND;
    static final long DOWN = 41 * SECOND;
    static final long RETURNING = 70 * SECOND;
    static final long BACK = 80 * SECOND;

    private static final Enforcement ENFORCED = new Enforcement("enforced", List.of());

    private Rounds() {}

    static Timeline timeline() {
        Timeline timeline = new Timeline();
        timeline.begin(Phase.UP, 0);
        timeline.begin(Phase.GOING, GOING);
        timeline.begin(Phase.DOWN, DOWN);
        timeline.begin(Phase.RETURNING, RETURNING);
        timeline.begin(Phase.BACK, BACK);
        return timeline;
    }

    /** So many calls of a kind, one a millisecond, each answered after that long. */
    static List<Answer> calls(Call call, long from, int many, double milliseconds) {
        List<Answer> answers = new ArrayList<>();
        for (int number = 0; number < many; number++) {
            long due = from + TimeUnit.MILLISECONDS.toNanos(number);
            answers.add(
                    new Answer(call, number, due, due + (long) (milliseconds * 1e6), null, null));
        }
        return answers;
    }

    static Answer failed(Call call, long due, long at) {
        return new Answer(call, 0, due, at, "status 503", null);
    }

    static Answer enforced(long due, long at) {
        return new Answer(Call.WITHDRAWAL, 0, due, at, null, ENFORCED);
    }

    static Answer recorded(long due, long at, String... pending) {
        return new Answer(
                Call.WITHDRAWAL,
                0,
                due,
                at,
                null,
                new Enforcement("recorded", Arrays.asList(pending)));
    }
}
