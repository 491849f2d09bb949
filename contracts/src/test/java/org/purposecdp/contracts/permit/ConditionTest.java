package org.purposecdp.contracts.permit;

import java.util.EnumSet;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

class ConditionTest {
    @Test
    void onlyAConsentAFactOrANoticeMayStillCome() {
        assertThat(those(Condition::mayCome))
                .isEqualTo(
                        EnumSet.of(
                                Condition.NO_CONSENT,
                                Condition.NO_FACT,
                                Condition.NOTICE_NOT_GIVEN,
                                Condition.NO_TERMINAL_CONSENT));
    }

    /** GDPR Art. 18(2); and to inform is a duty, not a basis. */
    @Test
    void wantOfANoticeAndARestrictionEraseNothing() {
        assertThat(those(Condition::erasesNothing))
                .isEqualTo(EnumSet.of(Condition.NOTICE_NOT_GIVEN, Condition.RESTRICTED));
    }

    @Test
    void noRefusalIsWaitedFor() {
        assertThat(those(Condition::isRefusal))
                .isEqualTo(
                        EnumSet.of(
                                Condition.CONSENT_REFUSED,
                                Condition.CONSENT_WITHDRAWN,
                                Condition.CONSENT_UNCLEAR,
                                Condition.OBJECTED))
                .doesNotContainAnyElementsOf(those(Condition::mayCome));
    }

    private static Set<Condition> those(Predicate<Condition> kind) {
        return Stream.of(Condition.values()).filter(kind).collect(toSet());
    }
}
