package org.purposecdp.bench.withdrawal;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class WithdrawnTest {

    @Test
    void enforcedIsTooSoonOnlyWhereThePointWasDownFromAskingToAnswer() {
        Map<Phase, Withdrawn> withdrawn =
                of(
                        Rounds.enforced(Rounds.GOING - 1, Rounds.DOWN + 1),
                        Rounds.enforced(Rounds.DOWN, Rounds.RETURNING - 1),
                        Rounds.enforced(Rounds.DOWN + 1, Rounds.BACK + 1));

        assertThat(withdrawn.get(Phase.UP).tooSoon()).isZero();
        assertThat(withdrawn.get(Phase.DOWN).enforced()).isEqualTo(2);
        assertThat(withdrawn.get(Phase.DOWN).tooSoon()).isEqualTo(1);
    }

    @Test
    void recordedAreCountedByWhoWasPending() {
        Withdrawn down =
                of(
                                Rounds.recorded(Rounds.DOWN, Rounds.RETURNING, "profile-service"),
                                Rounds.recorded(Rounds.DOWN, Rounds.RETURNING, "profile-service"),
                                Rounds.recorded(Rounds.DOWN, Rounds.RETURNING, "a", "b"))
                        .get(Phase.DOWN);

        assertThat(down.recorded())
                .containsOnly(Map.entry("profile-service", 2L), Map.entry("a, b", 1L));
    }

    @Test
    void refusedHaveNoLatency() {
        Withdrawn up = of(Rounds.failed(Call.WITHDRAWAL, 0, 1)).get(Phase.UP);

        assertThat(up.refused()).containsOnly(Map.entry("status 503", 1L));
        assertThat(up.ms()).isNull();
    }

    @Test
    void otherCallsAreNone() {
        assertThat(of(Rounds.calls(Call.CONSENT, 0, 3, 1).toArray(Answer[]::new))).isEmpty();
    }

    private static Map<Phase, Withdrawn> of(Answer... answers) {
        return Withdrawn.of(List.of(answers), Rounds.timeline());
    }
}
