package org.purposecdp.contracts.permit;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.purposecdp.contracts.policy.DataCategory;
import org.purposecdp.contracts.policy.LegalBasis;
import org.purposecdp.contracts.subject.Channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.purposecdp.contracts.permit.PermitWorld.day;

/** The rule, row by row: {@code permit/table.md}. */
class PermitTableTest {

    record Row(
            String story,
            String onFile,
            Use use,
            String purpose,
            DataCategory category,
            Party party,
            Channel channel,
            String from,
            Integer arose,
            int day,
            String answer,
            Integer until) {

        static Row of(String line) {
            List<String> cells =
                    Arrays.stream(line.split("\\|", -1)).skip(1).map(String::strip).toList();
            return new Row(
                    cells.get(0),
                    cells.get(1),
                    Use.valueOf(cells.get(2)),
                    cells.get(3),
                    DataCategory.of(cells.get(4)),
                    party(cells.get(5)),
                    cells.get(6).isEmpty() ? null : Channel.valueOf(cells.get(6)),
                    cells.get(7).isEmpty() ? "shop" : cells.get(7),
                    number(cells.get(8)),
                    number(cells.get(9)),
                    cells.get(10),
                    number(cells.get(11)));
        }

        private static Integer number(String cell) {
            return cell.isEmpty() ? null : Integer.valueOf(cell);
        }

        private static Party party(String words) {
            String[] parts = words.split(" ");
            return switch (parts[0]) {
                case "source" -> Party.source(parts[1]);
                case "client" -> Party.client(parts[1]);
                case "destination" -> Party.destination(parts[1]);
                default -> Party.NOBODY;
            };
        }

        Permission ask() {
            return Permit.permit(
                    PermitWorld.subject(onFile),
                    from,
                    PermitRegister.POLICY,
                    use,
                    purpose,
                    category,
                    party,
                    channel,
                    PermitWorld.day(arose == null ? day : arose),
                    PermitWorld.day(day));
        }

        @Override
        public String toString() {
            return story + " · " + use + " " + purpose + " on day " + day;
        }
    }

    static List<Row> rows() throws IOException {
        try (InputStream table =
                Objects.requireNonNull(
                        PermitTableTest.class.getResourceAsStream("/permit/table.md"))) {
            return new String(table.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .dropWhile(line -> !line.startsWith("| story"))
                    .skip(2)
                    .map(Row::of)
                    .toList();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void theLawAnswers(Row row) {
        Permission answer = row.ask();

        String words =
                answer.permitted() ? "yes" : answer.condition() + (answer.ownNo() ? " own" : "");
        assertThat(words).as(row.onFile()).isEqualTo(row.answer());
        assertThat(answer.until())
                .as("until, " + row.onFile())
                .isEqualTo(row.until() == null ? null : day(row.until()));
    }

    @Test
    void theTableAsksForEverything() throws IOException {
        List<Row> rows = rows();

        assertThat(rows).hasSizeGreaterThanOrEqualTo(200).doesNotHaveDuplicates();
        assertThat(rows).extracting(Row::use).contains(Use.values());
        assertThat(rows).extracting(Row::category).contains(DataCategory.values());
        assertThat(rows).extracting(Row::channel).contains(Channel.values());
        assertThat(conditions(rows)).isEqualTo(EnumSet.allOf(Condition.class));
        assertThat(rows.stream().map(Row::ask).filter(Permission::permitted).map(Permission::basis))
                .contains(LegalBasis.values());
    }

    private static Set<Condition> conditions(List<Row> rows) {
        return rows.stream()
                .map(Row::answer)
                .filter(answer -> !answer.equals("yes"))
                .map(answer -> Condition.valueOf(answer.split(" ")[0]))
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Condition.class)));
    }

    @Test
    void whateverIsNotSaidIsANo() {
        Stream.of(Use.values())
                .forEach(
                        use ->
                                assertThat(
                                                Permit.permit(
                                                                PermitWorld.subject(""),
                                                                "shop",
                                                                PermitRegister.POLICY,
                                                                use,
                                                                "offers",
                                                                DataCategory.CONTACT,
                                                                Party.NOBODY,
                                                                null,
                                                                day(0),
                                                                day(0))
                                                        .permitted())
                                        .isFalse());
    }
}
