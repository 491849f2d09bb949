package org.purposecdp.profile.database;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class FormatTest {

    @Test
    void aStoreThatHoldsWhatAnotherVersionWroteIsRefused() {
        for (Integer stored : new Integer[] {null, Format.CURRENT - 1, Format.CURRENT + 1}) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> Format.requireOurs(true, stored))
                    .withMessage(
                            "this store was written by an earlier version; start it anew:"
                                    + " deploy/local/up --fresh");
        }
    }

    @Test
    void anEmptyStoreAndOneOfThisVersionAreTaken() {
        assertThatCode(() -> Format.requireOurs(false, null)).doesNotThrowAnyException();
        assertThatCode(() -> Format.requireOurs(true, Format.CURRENT)).doesNotThrowAnyException();
    }
}
