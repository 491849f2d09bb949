package org.purposecdp.consent.word;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.Period;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.purposecdp.contracts.permit.Permission;
import org.purposecdp.contracts.policy.Policy;
import org.purposecdp.contracts.policy.Purpose;
import org.purposecdp.contracts.record.Word;
import org.purposecdp.contracts.subject.Decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.purposecdp.consent.word.People.MARKETING;
import static org.purposecdp.consent.word.People.day;

/** What words come to, row by row: {@code words/table.md}. */
class WordsTest {

    record Row(String story, String said, String node, int day, String answer) {
        static Row of(String line) {
            List<String> cells =
                    Arrays.stream(line.split("\\|", -1)).skip(1).map(String::strip).toList();
            return new Row(
                    cells.get(0),
                    cells.get(1),
                    cells.get(2),
                    Integer.parseInt(cells.get(3)),
                    cells.get(4));
        }

        @Override
        public String toString() {
            return story;
        }
    }

    static List<Row> rows() throws IOException {
        try (InputStream table = WordsTest.class.getResourceAsStream("/words/table.md")) {
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
    void comesTo(Row row) {
        Permission answer =
                People.ask(
                        People.statements(row.said()),
                        People.decided(row.said()),
                        row.node(),
                        row.day());

        String words =
                answer.permitted() ? "yes" : answer.condition() + (answer.ownNo() ? " own" : "");
        assertThat(words).as(row.said()).isEqualTo(row.answer());
    }

    @Test
    void theTableIsRead() throws IOException {
        assertThat(rows()).hasSizeGreaterThan(40).doesNotHaveDuplicates();
    }

    @Test
    void wordsAreComparedWithoutCaseAndOuterBlanks() {
        assertThat(decisions(Map.of(" ADVERTISING ", Word.NO))).hasSize(1);
        assertThat(decisions(Map.of("Marketing", Word.NO))).hasSize(1);
        assertThat(decisions(Map.of("Advert", Word.NO))).isEmpty();
    }

    @Test
    void ofSeveralWordsAboutOnePurposeTheStrictestCounts() {
        assertThat(decisions(Map.of("Advertising", Word.YES, MARKETING, Word.NO)))
                .singleElement()
                .matches(no -> no.kind().refuses());
        assertThat(decisions(Map.of("Advertising", Word.YES, MARKETING, Word.UNCLEAR)))
                .singleElement()
                .matches(no -> no.kind().refuses() && !no.understood());
        assertThat(decisions(Map.of("Advertising", Word.YES, "*", Word.NO)))
                .singleElement()
                .matches(no -> no.kind().refuses());
    }

    @Test
    void nobodyGrantsEverythingAtOnce() {
        assertThat(decisions(Map.of("*", Word.YES))).isEmpty();
    }

    @Test
    void aWordAboutAllIsNotAboutWhatComesBeforeAnybodyIsAsked() {
        Policy policy = People.policy(purpose(Policy.IDENTITY_RESOLUTION, null, null));

        assertThat(Words.decisions(List.of(said(Map.of("*", Word.NO))), People.speakers(), policy))
                .isEmpty();
        assertThat(
                        Words.decisions(
                                List.of(said(Map.of(Policy.IDENTITY_RESOLUTION, Word.NO))),
                                People.speakers(),
                                policy))
                .hasSize(1);
    }

    @Test
    void aPurposeRegisteredLaterGetsNothingBeforeItAndItsNoticeWereInForce() {
        Policy policy = People.policy(purpose(MARKETING, day(5), null));
        List<Statement> yes = People.statements("shop yes @1");

        assertThat(People.ask(yes, List.of(), "shop", 4, policy).permitted()).isFalse();
        assertThat(People.ask(yes, List.of(), "shop", 5, policy).permitted()).isTrue();
    }

    @Test
    void aWordAddedLaterGrantsNothingAnewToWhoeverWithdrew() {
        Policy policy = People.policy(purpose(MARKETING, null, Map.of("Advertising", day(5))));
        List<Statement> yes = People.statements("shop yes @1");
        List<Decision> withdrawn = People.decided("desk withdraw @3");

        assertThat(People.ask(yes, withdrawn, "shop", 9, policy).permitted()).isFalse();
        assertThat(People.ask(yes, List.of(), "shop", 4, policy).permitted()).isFalse();
        assertThat(People.ask(yes, List.of(), "shop", 9, policy).permitted()).isTrue();
    }

    @Test
    void aWordAddedLaterDoesNotRenewAConsent() {
        Policy policy =
                People.policy(
                        new Purpose(
                                MARKETING,
                                "Offers",
                                true,
                                null,
                                Period.ofDays(4),
                                Set.of("Advertising"),
                                null,
                                Map.of("Advertising", day(7))));

        assertThat(
                        People.ask(People.statements("shop yes @1"), List.of(), "shop", 8, policy)
                                .permitted())
                .isFalse();
    }

    @Test
    void aNoSaidBeforeItsPurposeWasRegisteredCounts() {
        Policy policy = People.policy(purpose(MARKETING, day(5), null));

        assertThat(
                        People.ask(
                                        People.statements("shop no @1"),
                                        People.decided("desk grant @0"),
                                        "shop",
                                        9,
                                        policy)
                                .permitted())
                .isFalse();
    }

    private static Purpose purpose(String id, Instant from, Map<String, Instant> signalsFrom) {
        return new Purpose(
                id, "Offers", true, null, null, Set.of("Advertising"), from, signalsFrom);
    }

    private static List<Decision> decisions(Map<String, Word> words) {
        return Words.decisions(List.of(said(words)), People.speakers(), People.POLICY);
    }

    private static Statement said(Map<String, Word> words) {
        return new Statement("r", "shop", "shop", Set.of("s"), false, words, day(1), day(1));
    }
}
