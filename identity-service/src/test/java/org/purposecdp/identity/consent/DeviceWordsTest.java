package org.purposecdp.identity.consent;

import java.time.Instant;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;

import org.purposecdp.contracts.record.Word;

import static org.assertj.core.api.Assertions.assertThat;

class DeviceWordsTest {
    private static final Set<String> PHONE = Set.of("web phone");
    private static final Set<String> NAMES = Set.of("advertising", "analytics");
    private static final Map<String, Word> NOTHING = Map.of();
    private static final Map<String, Word> ADS = Map.of("advertising", Word.YES);
    private static final Map<String, Word> NO_ADS = Map.of("advertising", Word.NO);
    private static final Map<String, Word> NO_TO_ALL = Map.of("*", Word.NO);

    private DeviceWords words = new DeviceWords(Map.of());

    @Test
    void ofADeviceThatHasSaidNothingNothingStands() {
        assertThat(stands(NOTHING, 0)).isFalse();
    }

    @Test
    void aYesStandsForTheRecordThatBearsItAndForWhatFollows() {
        assertThat(stands(ADS, 0)).isTrue();
        assertThat(stands(NOTHING, 1)).isTrue();
    }

    @Test
    void aYesIsNotOneForWhatAroseBeforeIt() {
        stands(ADS, 10);
        assertThat(stands(NOTHING, 9)).isFalse();
    }

    @Test
    void aWordThatIsNotUnderstoodIsNoYesAndEndsOne() {
        stands(ADS, 0);
        assertThat(stands(Map.of("advertising", Word.UNCLEAR), 1)).isFalse();
        assertThat(stands(NOTHING, 2)).isFalse();
    }

    @Test
    void aNoToOneLeavesTheYesToAnother() {
        stands(Map.of("advertising", Word.YES, "analytics", Word.YES), 0);
        assertThat(stands(NO_ADS, 1)).isTrue();
        assertThat(stands(Map.of("analytics", Word.NO), 2)).isFalse();
        assertThat(stands(NOTHING, 3)).isFalse();
    }

    @Test
    void aNoToAllEndsEveryYesUntilOneIsSaidAgain() {
        stands(ADS, 0);
        assertThat(stands(NO_TO_ALL, 1)).isFalse();
        assertThat(stands(NOTHING, 2)).isFalse();
        assertThat(stands(ADS, 3)).isTrue();
        assertThat(stands(NOTHING, 4)).isTrue();
        assertThat(afterStoring().stands(PHONE, NAMES, NOTHING, at(5))).isTrue();
        assertThat(afterStoring().stands(PHONE, NAMES, NOTHING, at(2))).isFalse();
    }

    @Test
    void aYesToAllThatIsNotNamedIsNone() {
        assertThat(stands(Map.of("*", Word.YES), 0)).isFalse();
        assertThat(stands(NOTHING, 1)).isFalse();
    }

    @Test
    void aYesThatComesLateDoesNotPassTheNoThatFollowedIt() {
        stands(NO_ADS, 10);
        assertThat(stands(ADS, 5)).isFalse();
        assertThat(stands(NOTHING, 11)).isFalse();
    }

    @Test
    void aNoThatIsRepeatedIsNotPassedByAYesFromBetween() {
        stands(NO_ADS, 0);
        stands(NO_ADS, 10);
        words = afterStoring();
        assertThat(stands(ADS, 5)).isFalse();
    }

    @Test
    void ofARecordThatSaysNoItselfNothingIsTakenThoughALaterYesStands() {
        stands(ADS, 0);
        stands(ADS, 10);
        assertThat(stands(NO_ADS, 5)).isFalse();
    }

    @Test
    void atATieTheNoWins() {
        stands(ADS, 0);
        assertThat(stands(NO_ADS, 0)).isFalse();
        assertThat(stands(ADS, 0)).isFalse();
    }

    @Test
    void aRepeatedYesIsNotWrittenAgain() {
        stands(ADS, 0);
        words = afterStoring();
        stands(ADS, 1);
        assertThat(words.changed()).isEmpty();
    }

    @Test
    void whatADeviceSaidUnderAnotherOfItsIdsCounts() {
        Set<String> both = Set.of("web phone", "web anonymous");
        words.hear(both, ADS, at(0));
        assertThat(words.stands(PHONE, NAMES, NOTHING, at(1))).isTrue();
        words.hear(PHONE, NO_ADS, at(2));
        assertThat(words.stands(both, NAMES, NOTHING, at(3))).isFalse();
    }

    @Test
    void tellsWhichNoIsNew() {
        assertThat(words.hear(PHONE, NO_ADS, at(0))).isTrue();
        assertThat(words.hear(PHONE, NO_ADS, at(1))).isFalse();
        words.hear(PHONE, ADS, at(2));
        assertThat(words.sayYes(PHONE)).isTrue();
        assertThat(words.hear(PHONE, NO_ADS, at(3))).isTrue();
        assertThat(words.sayYes(PHONE)).isFalse();
    }

    private boolean stands(Map<String, Word> said, int second) {
        words.hear(PHONE, said, at(second));
        return words.stands(PHONE, NAMES, said, at(second));
    }

    private DeviceWords afterStoring() {
        return new DeviceWords(words.changed());
    }

    private static Instant at(int second) {
        return Instant.ofEpochSecond(second);
    }
}
