package org.purposecdp.kit.problem;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ProblemTypeTest {

    @Test
    void typeIsStableAndReadable() {
        assertThat(CommonProblem.PRECONDITION_FAILED.type())
                .isEqualTo("https://purposecdp.org/problems/precondition-failed");
    }

    @Test
    void everyStatusHasAProblem() {
        assertThat(CommonProblem.ofStatus(404)).isEqualTo(CommonProblem.NOT_FOUND);
        assertThat(CommonProblem.ofStatus(418)).isEqualTo(CommonProblem.INVALID_VALUE);
        assertThat(CommonProblem.ofStatus(502)).isEqualTo(CommonProblem.INTERNAL);
    }
}
