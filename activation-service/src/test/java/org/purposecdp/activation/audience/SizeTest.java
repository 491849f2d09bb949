package org.purposecdp.activation.audience;

import java.time.Duration;
import java.time.Instant;

import com.fasterxml.jackson.databind.node.NullNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class SizeTest {
    private static final Instant AT = Instant.parse("2026-03-01T10:00:00Z");

    @ParameterizedTest
    @CsvSource({"10, 10", "11, 10", "19, 10", "20, 20", "128, 120", "129, 120", "1000009, 1000000"})
    void isToldInTens(long people, long told) {
        assertThat(size(people).told())
                .containsEntry("size", told)
                .containsEntry("at", AT)
                .doesNotContainKey("fewerThan");
    }

    @Test
    void ofFewNothingIsToldButThatTheyAreFew() {
        for (long people = 0; people < 10; people++) {
            assertThat(size(people).told())
                    .containsEntry("size", NullNode.getInstance())
                    .containsEntry("fewerThan", 10)
                    .isEqualTo(size(0).told());
        }
        assertThat(Size.notYet())
                .containsEntry("size", NullNode.getInstance())
                .doesNotContainKey("fewerThan");
    }

    @Test
    void isKeptForTenTimesAsLongAsItTookAndFiveSecondsAtLeast() {
        assertThat(size(50).isOld(AT.plusSeconds(5))).isFalse();
        assertThat(size(50).isOld(AT.plusSeconds(6))).isTrue();
        Size long30 = Size.of(50, AT, Duration.ofSeconds(30));
        assertThat(long30.isOld(AT.plusSeconds(300))).isFalse();
        assertThat(long30.isOld(AT.plusSeconds(301))).isTrue();
    }

    private static Size size(long people) {
        return Size.of(people, AT, Duration.ofMillis(20));
    }
}
