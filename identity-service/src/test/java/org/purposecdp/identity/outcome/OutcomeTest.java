package org.purposecdp.identity.outcome;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import org.purposecdp.contracts.record.ReceivedRecord;
import org.purposecdp.contracts.record.SourceKind;
import org.purposecdp.contracts.record.Word;
import org.purposecdp.identity.outcome.Outcome.Note;

import static org.assertj.core.api.Assertions.assertThat;

class OutcomeTest {

    @Test
    void tellsWhichWordsOfConsentWereNotUnderstood() {
        assertThat(
                        places(
                                "track",
                                Map.of(
                                        "ads", Word.UNCLEAR,
                                        "b/c~d", Word.UNCLEAR,
                                        "*", Word.UNCLEAR,
                                        "stats", Word.NO)))
                .containsExactly(
                        "/context",
                        "/context/consent/categoryPreferences/ads",
                        "/context/consent/categoryPreferences/b~1c~0d");
        assertThat(places("record", Map.of("ads", Word.UNCLEAR))).containsExactly("/consent/ads");
    }

    @Test
    void hasTwentyNotesAtMostAndMostlyNone() {
        Map<String, Word> many = new HashMap<>();
        for (int i = 0; i < 30; i++) {
            many.put("c" + i, Word.UNCLEAR);
        }
        assertThat(places("track", many)).hasSize(20);
        assertThat(places("track", null)).isEmpty();
    }

    private static List<String> places(String type, Map<String, Word> consent) {
        Instant now = Instant.EPOCH;
        ReceivedRecord record =
                new ReceivedRecord(
                        "r",
                        "m",
                        "web",
                        SourceKind.PUBLIC,
                        type,
                        List.of(),
                        Map.of(),
                        null,
                        consent,
                        now,
                        false,
                        now);
        return Outcome.accepted(record).notes().stream().map(Note::at).toList();
    }
}
