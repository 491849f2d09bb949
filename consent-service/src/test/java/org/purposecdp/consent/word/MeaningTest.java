package org.purposecdp.consent.word;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.junit.jupiter.api.Test;

import org.purposecdp.consent.word.Meaning.Terms;
import org.purposecdp.contracts.policy.Notice;
import org.purposecdp.contracts.policy.Policy;
import org.purposecdp.contracts.policy.Purpose;
import org.purposecdp.contracts.record.SourceKind;
import org.purposecdp.contracts.record.Word;

import static org.assertj.core.api.Assertions.assertThat;
import static org.purposecdp.consent.word.People.MARKETING;
import static org.purposecdp.consent.word.People.day;

class MeaningTest {
    private static final Speaker SHOP = new Speaker("shop", "own", SourceKind.SERVER, true);

    @Test
    void aYesSaidBeforeItsWordMeantThePurposeSaysNothingOfIt() {
        assertThat(heard(5, 4, Word.YES, "Advertising")).isEmpty();
        assertThat(heard(5, 5, Word.YES, "Advertising")).isNotEmpty();
        assertThat(heard(5, 6, Word.YES, "Advertising")).isNotEmpty();
    }

    @Test
    void whatIsNoYesCountsWheneverItsWordCameToMeanThePurpose() {
        assertThat(heard(5, 1, Word.NO, "Advertising"))
                .hasValueSatisfying(no -> assertThat(no.word()).isEqualTo(Word.NO));
        assertThat(heard(5, 1, Word.UNCLEAR, "Advertising"))
                .hasValueSatisfying(word -> assertThat(word.word()).isEqualTo(Word.UNCLEAR));
    }

    @Test
    void besideAWordThatMeantItALaterOneChangesNothing() {
        assertThat(heard(5, 4, Word.YES, "Advertising", "Werbung")).isNotEmpty();
        assertThat(heard(5, 1, Word.YES, MARKETING, "Advertising")).isNotEmpty();
    }

    @Test
    void aWordThatThePurposeWasRegisteredWithWaitsForThePurpose() {
        Purpose later = purpose(day(5), 5);

        assertThat(new Meaning(policy(later, 1), later).of(said(1, "Advertising"), SHOP))
                .isNotEmpty();
        assertThat(new Meaning(policy(later, 1), later).of(said(1, MARKETING), SHOP)).isNotEmpty();
    }

    @Test
    void wordsOfOtherPurposesSayNothingOfIt() {
        assertThat(meaning().of(said(1, "Analytics"), SHOP)).isEmpty();
    }

    @Test
    void aWordAboutAllIsOneOfThePurposeAndMakesNoneBesideItMilder() {
        assertThat(meaning().of(said(1, Map.of("*", Word.NO)), SHOP))
                .hasValueSatisfying(no -> assertThat(no.word()).isEqualTo(Word.NO));

        Map<String, Word> both = new LinkedHashMap<>();
        both.put("Advertising", Word.NO);
        both.put("*", Word.UNCLEAR);
        assertThat(meaning().of(said(1, both), SHOP))
                .hasValueSatisfying(no -> assertThat(no.word()).isEqualTo(Word.NO));
    }

    @Test
    void aYesRestsOnTheVersionThatWasInForceWhenItWasSaid() {
        assertThat(terms(null, 3, 1, 4)).isEqualTo(new Terms("terms", 1, null));
        assertThat(terms(null, 4, 1, 4)).isEqualTo(new Terms("terms", 2, null));
        assertThat(terms(null, 6, 1, 4, 7)).isEqualTo(new Terms("terms", 2, null));
    }

    @Test
    void withoutANoticeAYesRestsOnNone() {
        Policy none =
                new Policy(1, day(0), List.of(purpose(null, 0)), null, null, null, null, null);

        assertThat(new Meaning(none, purpose(null, 0)).terms(yes(6)))
                .isEqualTo(new Terms(null, 0, null));
    }

    @Test
    void aYesSaidBeforeTheNoticeOfAPurposeThatWasThereRestsOnNoVersion() {
        assertThat(terms(null, 1, 4)).isEqualTo(new Terms("terms", 0, null));
        assertThat(terms(day(1), 2, 4)).isEqualTo(new Terms("terms", 0, null));
    }

    @Test
    void aPurposeIsThereFromTheMomentOfItsRegistration() {
        assertThat(terms(day(2), 2, 4)).isEqualTo(new Terms("terms", 0, null));
    }

    @Test
    void aPurposeThatIsRegisteredLaterHasTheFirstVersionOfItsNotice() {
        assertThat(terms(day(5), 1, 3, 4)).isEqualTo(new Terms("terms", 1, day(5)));
    }

    @Test
    void aPurposeThatIsRegisteredLaterTakesHoldWithItsNoticeWhereThatBeginsLast() {
        assertThat(terms(day(5), 1, 7, 8)).isEqualTo(new Terms("terms", 1, day(7)));
        assertThat(terms(day(5), 1, 5)).isEqualTo(new Terms("terms", 1, day(5)));
    }

    @Test
    void aPurposeThatIsRegisteredLaterHasTheVersionInForceIfThereWasOne() {
        assertThat(terms(day(5), 3, 1, 2, 4)).isEqualTo(new Terms("terms", 2, day(5)));
    }

    private static Meaning meaning() {
        Purpose purpose = purpose(null, 0);
        return new Meaning(policy(purpose, 1), purpose);
    }

    /** {@code Advertising} means the purpose since that day, {@code Werbung} since day 3. */
    private static Optional<Voice> heard(
            int advertisingSince, int day, Word word, String... names) {
        Purpose purpose = purpose(null, advertisingSince);
        Map<String, Word> words = new LinkedHashMap<>();
        for (String name : names) {
            words.put(name, word);
        }
        return new Meaning(policy(purpose, 0), purpose).of(said(day, words), SHOP);
    }

    private static Terms terms(Instant registered, int said, int... versionsFrom) {
        Purpose purpose = purpose(registered, 0);
        return new Meaning(policy(purpose, versionsFrom), purpose).terms(yes(said));
    }

    private static Policy policy(Purpose purpose, int... versionsFrom) {
        Policy policy = People.policy(purpose);
        List<Notice.Version> versions = new ArrayList<>();
        for (int from : versionsFrom) {
            versions.add(new Notice.Version(versions.size() + 1, false, day(from)));
        }
        return new Policy(
                1,
                policy.at(),
                policy.purposes(),
                policy.activities(),
                List.of(new Notice("terms", versions)),
                null,
                null,
                null);
    }

    private static Purpose purpose(Instant from, int advertisingSince) {
        return new Purpose(
                MARKETING,
                "Offers",
                true,
                null,
                null,
                Set.of("Advertising", "Werbung"),
                from,
                Map.of("Advertising", day(advertisingSince), "Werbung", day(3)));
    }

    private static Voice yes(int day) {
        return new Voice(said(day, "Advertising"), SHOP, Word.YES);
    }

    private static Statement said(int day, String... yes) {
        Map<String, Word> words = new LinkedHashMap<>();
        for (String word : yes) {
            words.put(word, Word.YES);
        }
        return said(day, words);
    }

    private static Statement said(int day, Map<String, Word> words) {
        return new Statement("r", "shop", "shop", Set.of("s"), false, words, day(day), day(day));
    }
}
