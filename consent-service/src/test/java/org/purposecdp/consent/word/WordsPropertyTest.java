package org.purposecdp.consent.word;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

import org.purposecdp.contracts.record.Word;
import org.purposecdp.contracts.subject.Decision;

import static org.assertj.core.api.Assertions.assertThat;

class WordsPropertyTest {
    private static final int LAST = 20;
    private static final int LATEST = 2 * LAST + 1;

    @Provide
    Arbitrary<List<Statement>> statements() {
        Arbitrary<Statement> one =
                Combinators.combine(
                                Arbitraries.of(List.copyOf(People.nodes())),
                                Arbitraries.of(Word.values()),
                                Arbitraries.integers().between(1, LAST),
                                Arbitraries.integers().between(0, 3),
                                Arbitraries.of(true, false, false, false))
                        .as(
                                (node, word, day, late, act) ->
                                        People.statement("", node, word, day, day + late, act));
        return one.list().ofMaxSize(12).map(WordsPropertyTest::numbered);
    }

    private static List<Statement> numbered(List<Statement> statements) {
        List<Statement> numbered = new ArrayList<>();
        for (Statement said : statements) {
            numbered.add(
                    new Statement(
                            "r" + numbered.size(),
                            said.nodeId(),
                            said.source(),
                            said.device(),
                            said.act(),
                            said.words(),
                            said.at(),
                            said.heardAt()));
        }
        return numbered;
    }

    @Property
    void theOrderInWhichWordsCameChangesNothing(
            @ForAll("statements") List<Statement> statements, @ForAll Random random) {
        List<Statement> shuffled = new ArrayList<>(statements);
        Collections.shuffle(shuffled, random);
        List<Speaker> speakers = new ArrayList<>(People.speakers());
        Collections.shuffle(speakers, random);

        assertThat(Words.decisions(shuffled, speakers, People.POLICY))
                .containsExactlyInAnyOrderElementsOf(
                        Words.decisions(statements, People.speakers(), People.POLICY));
    }

    @Property
    void noStateUndoesAWithdrawalAtTheDesk(@ForAll("statements") List<Statement> statements) {
        List<Statement> states = statements.stream().filter(said -> !said.act()).toList();
        List<Decision> withdrawn = List.of(People.desk(Decision.Kind.WITHDRAW, 5));

        for (String node : List.of("shop", "shop2", "tablet", "till")) {
            assertThat(People.ask(states, withdrawn, node, LAST + 5).permitted()).isFalse();
        }
    }

    @Property
    void aLaterWordThatIsNoYesNeverPermitsMore(
            @ForAll("statements") List<Statement> statements,
            @ForAll("statements") List<Statement> others) {
        List<Statement> more = new ArrayList<>(statements);
        others.stream()
                .filter(said -> !said.words().containsValue(Word.YES))
                .forEach(said -> more.add(later(said)));

        for (String node : People.nodes()) {
            boolean before = People.ask(statements, List.of(), node, 3 * LAST).permitted();
            boolean after = People.ask(more, List.of(), node, 3 * LAST).permitted();
            assertThat(before || !after).as(node).isTrue();
        }
    }

    private static Statement later(Statement said) {
        return new Statement(
                "later-" + said.recordId(),
                said.nodeId(),
                said.source(),
                said.device(),
                said.act(),
                said.words(),
                said.at().plus(Duration.ofDays(LAST + 3)),
                said.heardAt().plus(Duration.ofDays(LAST + 3)));
    }

    @Property
    void whatStandsForADeviceIsItsLatestWord(@ForAll("statements") List<Statement> statements) {
        List<Statement> phones =
                statements.stream().filter(said -> said.nodeId().equals("phone")).toList();
        Statement latest =
                phones.stream()
                        .max(
                                Comparator.comparing(Statement::at)
                                        .thenComparing(
                                                said -> !said.words().containsValue(Word.YES)))
                        .orElse(null);
        boolean inOrder = phones.stream().allMatch(said -> said.heardAt().equals(said.at()));
        if (latest == null || !inOrder) {
            return;
        }

        assertThat(People.ask(phones, List.of(), "phone", LAST + 5).permitted())
                .isEqualTo(latest.words().containsValue(Word.YES));
    }

    /** What came late is caught up with by the device's next word. */
    @Property
    void onceADeviceSpeaksAgainItChangesNothingHowLateItWasHeard(
            @ForAll("heardWhenever") List<Statement> whenever,
            @ForAll Word word,
            @ForAll @IntRange(min = 1, max = LAST) int desk) {
        List<Statement> statements = new ArrayList<>(whenever);
        statements.add(People.statement("last", "shop", word, LAST + 1, LATEST, false));
        List<Decision> decided = List.of(People.desk(Decision.Kind.GRANT, desk));

        assertThat(People.ask(statements, decided, "shop", LATEST).permitted())
                .isEqualTo(People.ask(inTime(statements), decided, "shop", LATEST).permitted());
    }

    @Property
    void whatIsHeardLatePermitsNoMoreThanHadItBeenHeardAtOnce(
            @ForAll("heardWhenever") List<Statement> statements,
            @ForAll @IntRange(min = 1, max = LAST) int desk) {
        List<Decision> decided = List.of(People.desk(Decision.Kind.GRANT, desk));

        if (People.ask(statements, decided, "shop", LATEST).permitted()) {
            assertThat(People.ask(inTime(statements), decided, "shop", LATEST).permitted())
                    .isTrue();
        }
    }

    /** Two nodes of one device, received in any order. */
    @Provide
    Arbitrary<List<Statement>> heardWhenever() {
        Arbitrary<Statement> one =
                Combinators.combine(
                                Arbitraries.of("shop", "shop2"),
                                Arbitraries.of(Word.values()),
                                Arbitraries.integers().between(1, LAST),
                                Arbitraries.integers().between(0, LAST),
                                Arbitraries.of(true, false, false, false))
                        .as(
                                (node, word, day, late, act) ->
                                        People.statement("", node, word, day, day + late, act));
        return one.list().ofMaxSize(8).map(WordsPropertyTest::numbered);
    }

    private static List<Statement> inTime(List<Statement> statements) {
        return statements.stream()
                .map(
                        said ->
                                new Statement(
                                        said.recordId(),
                                        said.nodeId(),
                                        said.source(),
                                        said.device(),
                                        said.act(),
                                        said.words(),
                                        said.at(),
                                        said.at()))
                .toList();
    }

    @Property
    void aYesNeverGivesAnotherGroupAnything(@ForAll("statements") List<Statement> statements) {
        List<Statement> foreign =
                statements.stream().filter(said -> !said.nodeId().equals("stranger")).toList();

        assertThat(People.ask(foreign, List.of(), "stranger", LAST + 5).permitted()).isFalse();
    }
}
