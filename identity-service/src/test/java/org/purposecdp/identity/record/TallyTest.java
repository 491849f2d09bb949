package org.purposecdp.identity.record;

import java.util.Collections;

import org.junit.jupiter.api.Test;

import org.purposecdp.identity.capture.InvalidEvent;
import org.purposecdp.identity.capture.Reading;

import static org.assertj.core.api.Assertions.assertThat;

class TallyTest {
    private static final Reading BAD = new Reading(null, null, InvalidEvent.NOT_JSON);

    @Test
    void placesGoOnFromOnePartToTheNextAndTheListIsBounded() {
        Tally tally = new Tally();
        tally.add(Collections.nCopies(700, BAD));
        tally.add(Collections.nCopies(700, BAD));

        Tally.Answer answer = tally.answer(true);

        assertThat(answer.accepted()).isZero();
        assertThat(answer.rejectedCount()).isEqualTo(1_400);
        assertThat(answer.rejected()).hasSize(answer.rejectedListed());
        assertThat(answer.rejected().get(700).index()).isEqualTo(700);
        assertThat(answer.dryRun()).isTrue();
    }
}
