package org.purposecdp.consent.word;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
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
    void aYesSaidBeforeItsWordWasAddedGrantsNothing() {
        Policy policy = People.policy(purpose(MARKETING, null, Map.of("Advertising", day(5))));

        assertThat(permitted("shop yes @1", List.of(), policy)).isFalse();
        assertThat(permitted("shop yes @6", List.of(), policy)).isTrue();
    }

    @Test
    void anActSaidBeforeItsWordWasAddedLiftsNoWithdrawal() {
        Policy policy = People.policy(purpose(MARKETING, null, Map.of("Advertising", day(5))));
        List<Decision> withdrawn = People.decided("desk withdraw @3");

        assertThat(permitted("shop yes @4 act", withdrawn, policy)).isFalse();
        assertThat(permitted("shop yes @6 act", withdrawn, policy)).isTrue();
    }

    private static boolean permitted(String said, List<Decision> decided, Policy policy) {
        return People.ask(People.statements(said), decided, "shop", 9, policy).permitted();
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

    @Test
    void aRepeatedStateIsNoDecisionOfItsOwn() {
        assertThat(told("shop yes @1 ; shop2 yes @2 ; till yes @3 ; tablet yes @4"))
                .containsExactly("grant r0");
        assertThat(told("shop no @1 ; shop2 no @2")).containsExactly("refuse r0");
    }

    @Test
    void theFirstYesOfEachGroupCounts() {
        assertThat(told("till yes @4 ; shop yes @2 ; stranger yes @3 ; phone yes @1"))
                .containsExactly("grant r1", "grant r2", "grant r3");
    }

    @Test
    void ofTwoFirstYesesOfOneMomentOneCounts() {
        assertThat(told("shop yes @1 ; till yes @1")).containsExactly("grant r0");
    }

    @Test
    void everyActThatSaysYesCounts() {
        assertThat(told("shop yes @1 ; shop yes @2 act ; till yes @3 act"))
                .containsExactly("grant r0", "grant r1", "grant r2");
    }

    @Test
    void aDevicesChangeOfWordIsAConsentAnew() {
        assertThat(told("shop yes @1 ; shop no @2 ; shop yes @3 ; shop yes @4"))
                .containsExactly("grant r0", "refuse r1 until 3", "grant r2");
    }

    @Test
    void aChangeOfWordIsNoConsentWhileAnotherDeviceOfItsSourceAndGroupSaysNo() {
        assertThat(told("shop yes @1 ; shop no @2 ; tablet no @3 ; shop yes @4"))
                .containsExactly("grant r0", "refuse r1 until 4", "refuse r2");
        assertThat(told("phone yes @1 ; phone no @2 ; laptop no @3 ; phone yes @4"))
                .containsExactly("grant r0", "refuse r1 until 4", "refuse r2");
    }

    @Test
    void anotherSourcesOrGroupsNoHoldsNoChangeOfWordBack() {
        for (String other : List.of("till", "stranger", "phone")) {
            assertThat(told("shop yes @1 ; shop no @2 ; " + other + " no @3 ; shop yes @4"))
                    .as(other)
                    .containsExactly("grant r0", "refuse r1 until 4", "refuse r2", "grant r3");
        }
    }

    @Test
    void anActWithinARunIsADecisionThatEndsWithItsOwnChangeOfWord() {
        assertThat(told("shop no @1 heard @9 ; shop no @2 act ; shop yes @3 ; shop no @5"))
                .containsExactly("refuse r0", "refuse r1 until 3", "grant r2", "refuse r3");
    }

    @Test
    void aNoThatIsUnderstoodIsToldBesideTheUnclearOneThatItRepeats() {
        assertThat(
                        told(
                                "shop unclear @1 ; shop unclear @2 ; shop no @3 ; shop no @4 ; shop yes @6"))
                .containsExactly("refuse r0 until 6", "refuse r2 until 6", "grant r4");
        assertThat(told("shop no @1 ; shop unclear @2")).containsExactly("refuse r0");
    }

    @Test
    void aRunIsToldInTheGroupsOfAllThatSaidIt() {
        assertThat(
                        Words.decisions(
                                People.statements("phone no @1 ; phone2 no @2"),
                                People.speakers(),
                                People.POLICY))
                .singleElement()
                .matches(no -> no.groups().equals(Set.of("phone", "phone2")));
    }

    @Test
    void recordsThatShareAnyKeyAreOneDeviceWhateverLiesBetween() {
        Statement no = keyed("r0", "shop", Word.NO, 1, "cookie");
        Statement yes = keyed("r1", "shop", Word.YES, 2, "app");
        Statement install = keyed("r2", "shop", Word.YES, 3, "app", "install");
        Statement both = keyed("r3", "shop", Word.YES, 4, "install", "cookie");

        assertThat(told(List.of(no, yes, install))).containsExactly("refuse r0", "grant r1");
        assertThat(told(List.of(no, yes, install, both)))
                .containsExactly("refuse r0 until 2", "grant r1");
        Statement first = keyed("a0", "shop", Word.YES, 4, "install", "cookie");
        assertThat(told(List.of(no, yes, install, first)))
                .containsExactly("refuse r0 until 2", "grant r1");
    }

    @Test
    void recordsWithoutAKeyAreTheDeviceOfTheirNode() {
        Statement no = keyed("r0", "shop", Word.NO, 1);

        assertThat(told(List.of(no, keyed("r1", "shop", Word.YES, 2))))
                .containsExactly("refuse r0 until 2", "grant r1");
        assertThat(told(List.of(no, keyed("r1", "shop2", Word.YES, 2))))
                .containsExactly("refuse r0", "grant r1");
    }

    private static List<String> told(String words) {
        return told(People.statements(words));
    }

    /** In the order in which the records are numbered. */
    private static List<String> told(List<Statement> statements) {
        return Words.decisions(statements, People.speakers(), People.POLICY).stream()
                .map(
                        decision ->
                                decision.kind().name().toLowerCase(Locale.ROOT)
                                        + " "
                                        + decision.id().replace(":" + MARKETING, "")
                                        + (decision.to() == null ? "" : until(decision.to())))
                .toList();
    }

    private static String until(Instant end) {
        return " until " + Duration.between(day(0), end).toDays();
    }

    private static Statement keyed(String id, String node, Word word, int day, String... keys) {
        return new Statement(
                id,
                node,
                "shop",
                Set.of(keys),
                false,
                Map.of("Advertising", word),
                day(day),
                day(day));
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
