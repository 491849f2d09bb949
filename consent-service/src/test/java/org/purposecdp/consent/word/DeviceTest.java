package org.purposecdp.consent.word;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;

import org.purposecdp.contracts.record.SourceKind;
import org.purposecdp.contracts.record.Word;

import static org.assertj.core.api.Assertions.assertThat;
import static org.purposecdp.consent.word.People.day;

class DeviceTest {

    @Test
    void aNoAndItsRepeatsAreOneRunUntilTheFirstYesAfterThem() {
        Device device = device(no("a", 1), no("b", 2), yes("c", 4), yes("d", 5));

        assertThat(device.runs())
                .singleElement()
                .matches(run -> ids(run.noes()).equals(List.of("a", "b")))
                .matches(run -> run.end().equals(day(4)));
    }

    @Test
    void aNoAfterAYesIsANewRun() {
        Device device = device(no("a", 1), yes("b", 2), no("c", 3));

        assertThat(device.runs())
                .extracting(run -> ids(run.noes()))
                .containsExactly(List.of("a"), List.of("c"));
        assertThat(device.runs()).extracting(Device.Run::end).containsExactly(day(2), null);
    }

    @Test
    void aNoAfterAYesIsANewRunThoughTheOneBeforeWasHeardLateAndGoesOn() {
        Voice late = voice("a", Word.NO, 1, 4);

        Device device = device(late, yes("b", 2), no("c", 5));
        assertThat(device.runs())
                .extracting(run -> ids(run.noes()))
                .containsExactly(List.of("a"), List.of("c"));
        assertThat(device.runs()).extracting(Device.Run::end).containsExactly(null, null);
        assertThat(device.changes()).isEmpty();
        assertThat(device(late, yes("b", 2), no("c", 5), yes("d", 7)).runs())
                .extracting(Device.Run::end)
                .containsExactly(day(7), day(7));
    }

    @Test
    void aRunThatNothingEndsHasNoEnd() {
        assertThat(device(yes("a", 1), no("b", 2), no("c", 3)).runs())
                .singleElement()
                .matches(run -> run.end() == null);
    }

    @Test
    void aRepeatThatIsHeardLateKeepsTheRunOpen() {
        Voice late = voice("c", Word.NO, 3, 7);

        assertThat(device(no("a", 1), yes("b", 5), late).runs())
                .singleElement()
                .matches(run -> run.end() == null);
        assertThat(device(no("a", 1), yes("b", 5), late, yes("d", 8)).runs())
                .singleElement()
                .matches(run -> run.end().equals(day(8)));
    }

    @Test
    void aFirstNoThatIsHeardLateKeepsTheRunOpen() {
        Voice late = voice("a", Word.NO, 1, 7);

        assertThat(device(late, no("b", 3), yes("c", 5)).runs())
                .singleElement()
                .matches(run -> run.end() == null);
        assertThat(device(late, no("b", 3), yes("c", 5), yes("d", 8)).runs())
                .singleElement()
                .matches(run -> run.end().equals(day(8)));
    }

    @Test
    void itRefusesFromItsFirstNoUntilItsChangeOfWord() {
        Device device = device(no("a", 2), no("b", 3), yes("c", 5), no("d", 7));

        assertThat(device.refusesAt(day(1))).isFalse();
        assertThat(device.refusesAt(day(2))).isTrue();
        assertThat(device.refusesAt(day(4))).isTrue();
        assertThat(device.refusesAt(day(5))).isFalse();
        assertThat(device.refusesAt(day(6))).isFalse();
        assertThat(device.refusesAt(day(99))).isTrue();
    }

    @Test
    void whatIsNotUnderstoodRefuses() {
        assertThat(device(voice("a", Word.UNCLEAR, 2, 2)).refusesAt(day(3))).isTrue();
    }

    @Test
    void itChangesItsWordWithTheFirstYesAfterANo() {
        Device device = device(yes("a", 1), no("b", 2), yes("c", 4), yes("d", 5));

        assertThat(ids(device.changes())).containsExactly("c");
    }

    @Test
    void eachChangeOfItsWordIsOne() {
        Device device =
                device(no("a", 1), yes("b", 2), no("c", 3), no("d", 4), yes("e", 5), no("f", 6));

        assertThat(ids(device.changes())).containsExactly("b", "e");
    }

    @Test
    void aDeviceThatOnlyEverSaidYesOrOnlyNoChangesNothing() {
        assertThat(device(yes("a", 1), yes("b", 2)).changes()).isEmpty();
        assertThat(device(no("a", 1), no("b", 2)).changes()).isEmpty();
        assertThat(device(yes("a", 1), no("b", 2)).changes()).isEmpty();
    }

    @Test
    void aYesWithinARunThatGoesOnChangesNothing() {
        Device device = device(no("a", 1), yes("b", 5), voice("c", Word.NO, 3, 7), yes("d", 8));

        assertThat(device.refusesAt(day(6))).isTrue();
        assertThat(ids(device.changes())).containsExactly("d");
    }

    @Test
    void atATieItStillSaysNo() {
        Device device = device(no("a", 1), yes("b", 5), no("c", 5));

        assertThat(device.refusesAt(day(5))).isTrue();
        assertThat(device.changes()).isEmpty();
        assertThat(device(no("a", 5), yes("b", 5)).end(no("a", 5))).isNull();
    }

    @Test
    void aYesThatWasHeardBeforeTheNoDoesNotTakeItsPlace() {
        Voice late = voice("a", Word.NO, 2, 6);

        assertThat(yes("b", 4).follows(late)).isFalse();
        assertThat(voice("b", Word.YES, 4, 6).follows(late)).isTrue();
        assertThat(voice("b", Word.YES, 2, 7).follows(late)).isFalse();
    }

    /** A run is known by its first "no", so that which it is must not change with their order. */
    @Test
    void ofTwoNoesOfOneMomentTheFirstIsTheSameInWhicheverOrderTheyCame() {
        List<Voice> voices = Arrays.asList(no("b", 1), no("a", 1), no("c", 0));

        assertThat(ids(new Device(voices).runs().get(0).noes())).containsExactly("c", "a", "b");
        Collections.reverse(voices);
        assertThat(ids(new Device(voices).runs().get(0).noes())).containsExactly("c", "a", "b");
    }

    private static Device device(Voice... voices) {
        return new Device(List.of(voices));
    }

    private static List<String> ids(List<Voice> voices) {
        return voices.stream().map(voice -> voice.statement().recordId()).toList();
    }

    private static Voice yes(String id, int day) {
        return voice(id, Word.YES, day, day);
    }

    private static Voice no(String id, int day) {
        return voice(id, Word.NO, day, day);
    }

    private static Voice voice(String id, Word word, int day, int heard) {
        return new Voice(
                new Statement(
                        id, "shop", "shop", Set.of("s"), false, Map.of(), day(day), day(heard)),
                new Speaker("shop", "own", SourceKind.SERVER, true),
                word);
    }
}
