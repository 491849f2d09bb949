package org.purposecdp.identity.matching;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class ExpectationTest {
    @Test
    void isAsStrictAsWhatMayBeMissedLets() {
        Expectation expectation = new Expectation();
        for (int i = 0; i < 90; i++) {
            expectation.add(20_000);
        }
        for (int i = 0; i < 10; i++) {
            expectation.add(1_500);
        }

        assertThat(expectation.strictest(0.2)).isEqualTo(3_000);
        assertThat(expectation.strictest(0.05)).isEqualTo(1_500);
        assertThat(expectation.f1()).isCloseTo(0.99, within(0.01));
    }

    @Test
    void ofNothingNothingIsExpected() {
        Expectation none = new Expectation();

        assertThat(none.f1()).isZero();
        assertThat(none.matches()).isZero();
    }
}
