package org.purposecdp.bench.withdrawal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import org.purposecdp.local.Stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class FiguresTest {
    private final Timeline timeline = Rounds.timeline();

    @Test
    void eachPhaseIsComparedWithItsOwnOfTheBaseline() {
        List<Answer> baseline = new ArrayList<>(Rounds.calls(Call.POLICY, 0, 100, 2));
        baseline.addAll(Rounds.calls(Call.POLICY, Rounds.RETURNING, 100, 8));
        List<Answer> waiting = new ArrayList<>(Rounds.calls(Call.POLICY, 0, 100, 3));
        waiting.addAll(Rounds.calls(Call.POLICY, Rounds.RETURNING, 100, 8));

        Map<Phase, Figures> figures =
                Figures.beside(phases(baseline, Call.POLICY), phases(waiting, Call.POLICY));

        assertThat(figures.get(Phase.UP).timesP50()).isCloseTo(1.5, within(0.01));
        assertThat(figures.get(Phase.RETURNING).timesP50()).isCloseTo(1, within(0.01));
    }

    @Test
    void aPhaseThatTheBaselineHadNotIsComparedWithAllPointsUp() {
        List<Answer> waiting = new ArrayList<>(Rounds.calls(Call.POLICY, Rounds.DOWN, 90, 2));
        waiting.addAll(Rounds.calls(Call.POLICY, Rounds.DOWN, 10, 7));

        Figures down =
                Figures.beside(
                                phases(Rounds.calls(Call.POLICY, 0, 100, 2), Call.POLICY),
                                phases(waiting, Call.POLICY))
                        .get(Phase.DOWN);

        assertThat(down.timesP50()).isCloseTo(1, within(0.01));
        assertThat(down.timesP95()).isCloseTo(3.5, within(0.01));
    }

    @Test
    void aFewCallsTellNothingOfASlowestTwentieth() {
        Figures few =
                Figures.beside(
                                phases(Rounds.calls(Call.POLICY, 0, 100, 2), Call.POLICY),
                                phases(
                                        Rounds.calls(Call.POLICY, Rounds.GOING, 49, 20),
                                        Call.POLICY))
                        .get(Phase.GOING);

        assertThat(few.timesP50()).isNull();
        assertThat(few.timesP95()).isNull();
        assertThat(few.ms().samples()).isEqualTo(49);
    }

    @Test
    void aCallThatThePointCutOffAsItWentIsNone() {
        List<Answer> answers =
                List.of(
                        Rounds.failed(Call.LOOKUP, Rounds.GOING - 1, Rounds.GOING + 1),
                        Rounds.failed(Call.LOOKUP, 0, 1),
                        Rounds.failed(Call.POLICY, Rounds.GOING - 1, Rounds.GOING + 1));

        assertThat(phases(answers, Call.LOOKUP).get(Phase.UP).failed()).isEqualTo(1);
        assertThat(phases(answers, Call.POLICY).get(Phase.UP).failed()).isEqualTo(1);
    }

    private Map<Phase, Tally> phases(List<Answer> answers, Call call) {
        return Tally.of(answers, timeline, Stack.PROFILE).get(call);
    }
}
