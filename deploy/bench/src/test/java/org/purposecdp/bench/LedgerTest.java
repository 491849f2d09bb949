package org.purposecdp.bench;

import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LedgerTest {
    private static final long MS = TimeUnit.MILLISECONDS.toNanos(1);

    private final long start = System.nanoTime();
    private final Ledger ledger = new Ledger("run", 6, 2, number -> number == 3);

    @BeforeEach
    void threeBatchesOfTwoAreDueTenMillisecondsApart() {
        for (int batch = 0; batch < 3; batch++) {
            long due = start + batch * 10 * MS;
            ledger.sending(batch, 2, due, due + MS);
        }
    }

    @Test
    void whatWasTakenAndNeverCameIsLost() {
        ledger.accepted(0, start);
        arrives(0, "a");

        assertThat(ledger.lost()).isEqualTo(1);
        assertThat(ledger.settled()).isFalse();
    }

    @Test
    void whatWasRefusedIsNotLostWhetherItComesOrNot() {
        ledger.accepted(0, start);
        ledger.accepted(1, start);
        ledger.refused(2, 2, "status 503");
        arrives(0, "a");
        arrives(1, "b");
        arrives(2, "c");
        arrives(3, "d");

        assertThat(ledger.lost()).isZero();
        assertThat(ledger.underWay()).isZero();
        assertThat(ledger.settled()).isTrue();
        assertThat(ledger.refusals()).isEqualTo(Map.of("status 503", 2L));
        arrives(4, "e");
        assertThat(ledger.lost()).isZero();
        assertThat(ledger.doubled()).isZero();
    }

    @Test
    void whatIsNotAnsweredYetIsNeitherLostNorSettled() {
        assertThat(ledger.lost()).isZero();
        assertThat(ledger.settled()).isFalse();
        assertThat(ledger.underWay()).isEqualTo(6);
    }

    @Test
    void aBatchThatIsSentAgainCountsOnce() {
        ledger.accepted(0, start);
        ledger.accepted(1, start);
        ledger.refused(2, 2, "status 503");
        ledger.sending(2, 2, start, start);
        ledger.accepted(2, start);
        for (int number = 0; number < 6; number++) {
            arrives(number, "webhook " + number);
        }

        assertThat(ledger.lost()).isZero();
        assertThat(ledger.underWay()).isZero();
        assertThat(ledger.settled()).isTrue();
    }

    @Test
    void aShortBatchIsNotMissingWhatItNeverHad() {
        Ledger one = new Ledger("run", 1, 50, number -> true);
        one.sending(0, 1, start, start);
        one.accepted(0, start);
        one.arrived(0, "a", start);

        assertThat(one.lost()).isZero();
    }

    @Test
    void aSecondWebhookIdIsADouble() {
        arrives(0, "a");
        arrives(0, "b");

        assertThat(ledger.doubled()).isEqualTo(1);
        assertThat(ledger.received()).isEqualTo(1);
    }

    @Test
    void aRepeatUnderTheSameWebhookIdIsNone() {
        arrives(0, "a");
        arrives(0, "a");

        assertThat(ledger.doubled()).isZero();
        assertThat(ledger.repeated()).isEqualTo(1);
        assertThat(ledger.received()).isEqualTo(1);
    }

    @Test
    void latenciesCountFromWhenAnEventWasDue() {
        ledger.accepted(1, start + 25 * MS);
        ledger.arrived(3, "a", start + 110 * MS);

        assertThat(ledger.capture().quantiles().p50()).isEqualTo(15);
        assertThat(ledger.toWebhook().quantiles().p50()).isEqualTo(100);
        assertThat(ledger.toWebhookOfNew().quantiles().samples()).isEqualTo(1);
        assertThat(ledger.late().quantiles().p99()).isEqualTo(1);
    }

    @Test
    void onlyTheFirstChangeThatHasAnEventCounts() {
        long now = System.currentTimeMillis();
        ledger.inProfile(0, now + 200);
        ledger.inProfile(0, now + 900);

        assertThat(ledger.toProfile().quantiles().samples()).isEqualTo(1);
        assertThat(ledger.toProfile().quantiles().max()).isBetween(150.0, 400.0);
    }

    @Test
    void numbersThatWereNeverGivenAreNotCounted() {
        ledger.arrived(6, "a", start);
        ledger.inProfile(6, 0);

        assertThat(ledger.received()).isZero();
        assertThat(ledger.toProfile().quantiles()).isNull();
    }

    private void arrives(int number, String webhookId) {
        ledger.arrived(number, webhookId, start + 50 * MS);
    }
}
