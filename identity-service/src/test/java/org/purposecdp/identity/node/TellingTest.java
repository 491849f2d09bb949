package org.purposecdp.identity.node;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;

import org.purposecdp.contracts.json.Json;
import org.purposecdp.contracts.record.ConsentSignal;
import org.purposecdp.contracts.record.SourceKind;
import org.purposecdp.contracts.record.Word;

import static org.assertj.core.api.Assertions.assertThat;

class TellingTest {
    private static final Instant NOON = Instant.parse("2026-05-01T12:00:00Z");
    private static final Map<String, Word> YES = Map.of("Advertising", Word.YES);
    private static final Map<String, Word> NO = Map.of("Advertising", Word.NO);

    private final Telling telling = new Telling(Map.of());
    private int records;

    @Test
    void whatIsRepeatedIsNotToldAgain() {
        assertThat(told(said("liisa", YES, 0))).containsExactly("liisa YES@0");
        assertThat(told(said("liisa", YES, 1), said("liisa", YES, 2))).isEmpty();
    }

    @Test
    void anActIsToldHoweverOftenItIsSaid() {
        assertThat(told(act("liisa", YES, 0), act("liisa", YES, 1)))
                .containsExactly("liisa YES@0", "liisa YES@1");
    }

    @Test
    void aNodeThatRepeatsItselfIsToldWhenItsDeviceHasSaidOtherwiseMeanwhile() {
        assertThat(
                        told(
                                said("before-login", YES, 0),
                                said("after-login", NO, 1),
                                said("before-login", YES, 2)))
                .containsExactly("before-login YES@0", "after-login NO@1", "before-login YES@2");
    }

    @Test
    void aWordFromBeforeTheFirstOfItsRunIsTold() {
        assertThat(told(said("liisa", NO, 10), said("liisa", NO, 4)))
                .containsExactly("liisa NO@10", "liisa NO@4");
    }

    /** Else the late "yes" would pass for the latest: the "no" after it was only a repeat. */
    @Test
    void afterALateYesTheNoThatWasRepeatedIsToldAgain() {
        assertThat(told(said("liisa", NO, 0), said("liisa", NO, 60), said("liisa", YES, 30)))
                .containsExactly("liisa NO@0", "liisa YES@30", "liisa NO@60");
    }

    @Test
    void aLateNoCountsUntilTheDeviceSpeaksAgain() {
        assertThat(
                        told(
                                said("liisa", YES, 0),
                                said("liisa", YES, 60),
                                said("liisa", NO, 30),
                                said("liisa", YES, 61)))
                .containsExactly("liisa YES@0", "liisa NO@30", "liisa YES@60", "liisa YES@61");
    }

    @Test
    void afterALateNoFromBeforeItsFirstWordTheNextRepeatIsTold() {
        assertThat(
                        told(
                                said("liisa", YES, 60),
                                said("liisa", NO, 0),
                                said("liisa", YES, 61),
                                said("liisa", YES, 62)))
                .containsExactly("liisa YES@60", "liisa NO@0", "liisa YES@61");
    }

    /** Else the new "no" would pass for a repeat of the one that came late. */
    @Test
    void aNoAfterALateOneIsToldAndWhatWasSaidBetween() {
        assertThat(
                        told(
                                said("liisa", YES, 0),
                                said("liisa", YES, 120),
                                said("liisa", NO, 60),
                                said("liisa", NO, 180)))
                .containsExactly("liisa YES@0", "liisa NO@60", "liisa YES@120", "liisa NO@180");
    }

    @Test
    void whatWasSaidBetweenIsToldThoughTheLaterNoCameFirst() {
        assertThat(
                        told(
                                said("liisa", YES, 0),
                                said("liisa", YES, 120),
                                said("liisa", NO, 180),
                                said("liisa", NO, 60)))
                .containsExactly("liisa YES@0", "liisa NO@180", "liisa NO@60", "liisa YES@120");
    }

    @Test
    void whatWasSaidBetweenIsToldThoughTheNoHasBecomeUnclearSince() {
        Map<String, Word> unclear = Map.of("Advertising", Word.UNCLEAR);
        assertThat(
                        told(
                                said("liisa", YES, 0),
                                said("liisa", YES, 120),
                                said("liisa", NO, 180),
                                said("liisa", unclear, 240),
                                said("liisa", NO, 60)))
                .containsExactly(
                        "liisa YES@0",
                        "liisa NO@180",
                        "liisa UNCLEAR@240",
                        "liisa NO@60",
                        "liisa YES@120");
    }

    @Test
    void afterATieTheNextWordIsTold() {
        assertThat(told(said("liisa", NO, 0), said("liisa", YES, 0), said("liisa", YES, 1)))
                .containsExactly("liisa NO@0", "liisa YES@0", "liisa YES@1");
    }

    @Test
    void goesOnFromWhatWasStored() {
        told(said("liisa", NO, 0), said("liisa", NO, 60));
        Map<String, Heard> stored = new HashMap<>();
        telling.changed()
                .forEach(
                        (key, heard) ->
                                stored.put(key, Json.parse(Json.bytes(heard), Heard.class)));

        assertThat(stored).isEqualTo(telling.changed());
        assertThat(new Telling(stored).hear(said("liisa", NO, 61))).isEmpty();
    }

    private List<String> told(ConsentSignal... said) {
        List<String> told = new ArrayList<>();
        Arrays.stream(said)
                .flatMap(one -> telling.hear(one).stream())
                .forEach(
                        signal ->
                                told.add(
                                        "%s %s@%d"
                                                .formatted(
                                                        signal.nodeId(),
                                                        signal.words().get("Advertising"),
                                                        signal.at().getEpochSecond()
                                                                - NOON.getEpochSecond())));
        return told;
    }

    private ConsentSignal said(String node, Map<String, Word> words, int seconds) {
        return signal(node, false, words, seconds);
    }

    private ConsentSignal act(String node, Map<String, Word> words, int seconds) {
        return signal(node, true, words, seconds);
    }

    private ConsentSignal signal(String node, boolean act, Map<String, Word> words, int seconds) {
        Instant at = NOON.plusSeconds(seconds);
        return new ConsentSignal(
                "r" + records++,
                node,
                "web",
                SourceKind.PUBLIC,
                Set.of("phone"),
                act,
                words,
                at,
                at);
    }
}
