package org.purposecdp.kit.caller;

import java.util.Set;

import org.junit.jupiter.api.Test;

import org.purposecdp.kit.problem.CommonProblem;
import org.purposecdp.kit.problem.ProblemException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class AllowedPurposesTest {

    @Test
    void onlyAPurposeThatTheTokenNamesIsAllowed() {
        AllowedPurposes allowed = new AllowedPurposes(Set.of("marketing", "service"));

        assertThatCode(() -> allowed.require("marketing")).doesNotThrowAnyException();
        assertRefused(allowed, "analytics");
        assertRefused(allowed, "market");
    }

    @Test
    void aTokenWithoutPurposesNamesNone() {
        assertRefused(new AllowedPurposes(Set.of()), "marketing");
    }

    private static void assertRefused(AllowedPurposes allowed, String purpose) {
        assertThatThrownBy(() -> allowed.require(purpose))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.type()).isEqualTo(CommonProblem.PURPOSE_NOT_ALLOWED));
    }
}
