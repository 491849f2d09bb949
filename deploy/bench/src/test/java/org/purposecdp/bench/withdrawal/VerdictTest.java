package org.purposecdp.bench.withdrawal;

import java.util.EnumMap;
import java.util.Map;

import org.junit.jupiter.api.Test;

import org.purposecdp.bench.Latencies;
import org.purposecdp.bench.withdrawal.Report.Sides;

import static org.assertj.core.api.Assertions.assertThat;

class VerdictTest {
    private static final Withdrawn FINE = withdrawn(0, Map.of());
    private static final Sides<Withdrawn> ALL_FINE =
            new Sides<>(Map.of(Phase.UP, FINE), Map.of(Phase.DOWN, FINE, Phase.BACK, FINE));

    @Test
    void nothingIsWrongUpToOneAndAHalfTimes() {
        assertThat(Verdict.of(down(figures(0, 1.5, 1.5)), ALL_FINE, 0)).isEmpty();
    }

    @Test
    void aMedianOrALastTwentiethPastThatIsNamed() {
        assertThat(Verdict.of(down(figures(0, 1.51, 1.0)), ALL_FINE, 0))
                .containsExactly("GET /v1/policy, down: median 1.51 x the baseline's");
        assertThat(Verdict.of(down(figures(0, 1.0, 2.0)), ALL_FINE, 0))
                .containsExactly("GET /v1/policy, down: 95th percentile 2.00 x the baseline's");
    }

    @Test
    void aCallThatFailsIsNoFastOne() {
        assertThat(Verdict.of(down(figures(3, 1.0, 1.0)), ALL_FINE, 0))
                .containsExactly("GET /v1/policy, down: 3 failed");
    }

    @Test
    void callsThatWereHardlyMadeProveNothing() {
        assertThat(Verdict.of(down(figures(0, null, null)), ALL_FINE, 0))
                .containsExactly("GET /v1/policy: too few calls to tell");
    }

    @Test
    void aWithdrawalIsNeitherRefusedNorEnforcedTooSoonNorNever() {
        Sides<Withdrawn> withdrawals =
                new Sides<>(
                        Map.of(Phase.UP, withdrawn(0, Map.of("status 503", 2L))),
                        Map.of(Phase.DOWN, withdrawn(4, Map.of()), Phase.BACK, FINE));

        assertThat(Verdict.of(down(figures(0, 1.0, 1.0)), withdrawals, 5))
                .containsExactly(
                        "withdrawals were refused: {status 503=2}",
                        "4 withdrawals were enforced while a point was down",
                        "5 withdrawals were never enforced");
    }

    @Test
    void aPointThatDoesNotComeBackInTimeProvesNothing() {
        Sides<Withdrawn> withdrawals = new Sides<>(Map.of(), Map.of(Phase.DOWN, FINE));

        assertThat(Verdict.of(down(figures(0, 1.0, 1.0)), withdrawals, 0))
                .containsExactly("the point was not back before the load ended");
    }

    private static Map<Call, Sides<Figures>> down(Figures figures) {
        Map<Call, Sides<Figures>> calls = new EnumMap<>(Call.class);
        calls.put(
                Call.POLICY,
                new Sides<>(Map.of(Phase.UP, figures(0, null, null)), Map.of(Phase.DOWN, figures)));
        return calls;
    }

    private static Figures figures(long failed, Double timesP50, Double timesP95) {
        return new Figures(null, failed, timesP50, timesP95);
    }

    private static Withdrawn withdrawn(long tooSoon, Map<String, Long> refused) {
        return new Withdrawn(tooSoon, tooSoon, Map.of(), refused, new Latencies().quantiles());
    }
}
