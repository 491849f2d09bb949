package org.purposecdp.identity.node;

import java.time.Instant;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class HeardTest {
    private static final Instant NOON = Instant.parse("2026-05-01T12:00:00Z");
    private static final Map<String, Boolean> YES = Map.of("Advertising", true);
    private static final Map<String, Boolean> NO = Map.of("Advertising", false);
    private static final Map<String, Boolean> MIXED =
            Map.of("Advertising", true, "Analytics", false);

    @Test
    void whatIsRepeatedIsNotSignalledAgain() {
        Heard.Step first = Heard.NOTHING.hear("yes", YES, NOON);
        assertThat(first.signalled()).isEqualTo(YES);
        assertThat(first.after().hear("yes", YES, NOON.plusSeconds(1)).signalled()).isEmpty();
    }

    @Test
    void aLateYesDoesNotPassANoThatWasOnlyRepeated() {
        Heard heard = Heard.NOTHING.hear("no", NO, NOON).after();
        Heard repeated = heard.hear("no", NO, NOON.plusSeconds(60)).after();

        Heard.Step late = repeated.hear("yes", YES, NOON.plusSeconds(30));

        assertThat(late.signalled()).isEmpty();
        assertThat(late.after()).isEqualTo(repeated);
    }

    @Test
    void ofALateRecordTheRefusalsCount() {
        Heard heard = Heard.NOTHING.hear("no", NO, NOON).after();
        assertThat(heard.hear("mixed", MIXED, NOON.minusSeconds(30)).signalled())
                .isEqualTo(Map.of("Analytics", false));
    }

    @Test
    void aLaterYesIsHeard() {
        Heard heard = Heard.NOTHING.hear("no", NO, NOON).after();
        Heard.Step later = heard.hear("yes", YES, NOON.plusSeconds(1));
        assertThat(later.signalled()).isEqualTo(YES);
        assertThat(later.after().hear("no", NO, NOON.plusSeconds(2)).signalled()).isEqualTo(NO);
    }

    @Test
    void atATieTheNoWins() {
        Heard heard = Heard.NOTHING.hear("no", NO, NOON).after();
        assertThat(heard.hear("yes", YES, NOON).signalled()).isEmpty();
    }

    @Test
    void isTheSameAfterItWasStored() {
        Heard refused = Heard.NOTHING.hear("no", NO, NOON).after();
        Heard granted = Heard.NOTHING.hear("yes", YES, NOON).after();
        assertThat(Heard.parse(refused.text())).isEqualTo(refused);
        assertThat(Heard.parse(granted.text())).isEqualTo(granted);
        assertThat(Heard.parse(null)).isEqualTo(Heard.NOTHING);
    }
}
