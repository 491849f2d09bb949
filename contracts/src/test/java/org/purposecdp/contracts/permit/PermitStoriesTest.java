package org.purposecdp.contracts.permit;

import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.purposecdp.contracts.permit.PermitStories.Expect;
import org.purposecdp.contracts.permit.PermitStories.Row;
import org.purposecdp.contracts.policy.DataCategory;
import org.purposecdp.contracts.policy.LegalBasis;
import org.purposecdp.contracts.subject.Channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.SoftAssertions.assertSoftly;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PermitStoriesTest {
    private final PermitStories table = PermitStories.read();

    PermitStoriesTest() throws IOException {}

    List<Row> rows() {
        return table.rows();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void answersAsTheLawDoes(Row row) {
        Permission answer = table.answer(row);

        Expect expected = row.expect();
        assertSoftly(
                softly -> {
                    softly.assertThat(answer.condition())
                            .as("%s%ngiven %s%nasked %s", row.story(), row.given(), row.ask())
                            .isEqualTo(expected.condition());
                    softly.assertThat(answer.permitted()).isEqualTo(expected.permitted());
                    softly.assertThat(answer.ownNo()).as("own no").isEqualTo(expected.ownNo());
                    if (expected.basis() != null) {
                        softly.assertThat(answer.basis()).isEqualTo(expected.basis());
                    }
                    if (expected.until() != null) {
                        softly.assertThat(answer.until())
                                .as("until")
                                .isEqualTo(untilOf(expected.until()));
                    }
                });
    }

    private static Instant untilOf(String words) {
        return words.equals(PermitStories.NEVER) ? null : PermitStories.instant(words);
    }

    @Test
    void aPermissionNamesWhatItRestsOn() {
        for (Row row : table.rows()) {
            Permission answer = table.answer(row);
            assertThat(answer.permitted()).isEqualTo(answer.condition() == null);
            if (answer.permitted()) {
                assertThat(List.of(answer.activity(), answer.basis(), answer.evidence()))
                        .as(row.story())
                        .doesNotContainNull();
            }
        }
    }

    @Test
    void theTableLeavesNothingOut() {
        assertThat(table.rows()).hasSizeGreaterThanOrEqualTo(200);
        assertThat(seen(row -> row.expect().condition())).containsAll(all(Condition.values()));
        assertThat(seen(row -> table.answer(row).permitted() ? table.answer(row).basis() : null))
                .containsAll(all(LegalBasis.values()));
        assertThat(seen(row -> row.ask().use())).containsAll(all(Use.values()));
        assertThat(seen(row -> row.ask().category())).containsAll(all(DataCategory.values()));
        assertThat(seen(row -> row.ask().channel())).containsAll(all(Channel.values()));
    }

    @Test
    void noRowIsThereTwice() {
        assertThat(table.rows())
                .extracting(row -> row.given() + " " + row.ask())
                .doesNotHaveDuplicates();
    }

    private Set<Object> seen(Function<Row, Object> column) {
        return table.rows().stream()
                .map(column)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
    }

    private static List<Object> all(Object[] values) {
        return Arrays.asList(values);
    }
}
