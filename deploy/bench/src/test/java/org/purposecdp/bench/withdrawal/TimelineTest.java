package org.purposecdp.bench.withdrawal;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TimelineTest {
    private final Timeline timeline = Rounds.timeline();

    @Test
    void aPhaseLastsUntilTheNextBegins() {
        assertThat(timeline.at(Rounds.DOWN - 1)).isEqualTo(Phase.GOING);
        assertThat(timeline.at(Rounds.DOWN)).isEqualTo(Phase.DOWN);
        assertThat(timeline.at(Rounds.RETURNING - 1)).isEqualTo(Phase.DOWN);
        assertThat(timeline.at(Rounds.BACK + Rounds.SECOND)).isEqualTo(Phase.BACK);
    }

    @Test
    void whatWasDueBeforeTheFirstBelongsToIt() {
        assertThat(timeline.at(-1)).isEqualTo(Phase.UP);
    }

    @Test
    void thePointWasAwayWhereAnyMomentBetweenFallsIntoIt() {
        assertThat(timeline.away(0, Rounds.GOING - 1)).isFalse();
        assertThat(timeline.away(0, Rounds.GOING)).isTrue();
        assertThat(timeline.away(0, Rounds.BACK + 1)).isTrue();
        assertThat(timeline.away(Rounds.BACK - 1, Rounds.BACK + 1)).isTrue();
        assertThat(timeline.away(Rounds.BACK, Rounds.BACK + 1)).isFalse();
    }
}
