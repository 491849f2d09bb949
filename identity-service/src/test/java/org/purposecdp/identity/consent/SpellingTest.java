package org.purposecdp.identity.consent;

import java.io.IOException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.purposecdp.contracts.json.Json;
import org.purposecdp.contracts.record.Word;

import static org.assertj.core.api.Assertions.assertThat;

class SpellingTest {

    @ParameterizedTest
    @ValueSource(strings = {"true", "\"true\"", "\"True\"", "\" TRUE \"", "\"\\u200btrue\\u00a0\""})
    void onlyTrueIsAYes(String json) throws IOException {
        assertThat(read(json)).isEqualTo(Word.YES);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "false",
                "0",
                "0.0",
                "-0.0",
                "0e5",
                "\"false\"",
                "\"False\"",
                "\"FALSE \"",
                "\"denied\"",
                "\"DENIED\"",
                "\"deny\"",
                "\"declined\"",
                "\"rejected\"",
                "\"refused\"",
                "\"withdrawn\"",
                "\"revoked\"",
                "\"no\"",
                "\"No\"",
                "\"N\"",
                "\"nein\"",
                "\"ei\"",
                "\"nej\"",
                "\"0\"",
                "\"off\"",
                "\"opt_out\"",
                "\"opt-out\"",
                "\"optOut\"",
                "\"Opted out\"",
                "\"disagree\"",
                "\"disabled\"",
                "\"not_granted\"",
                "\"notConsented\"",
                "\"\\ufeffdenied\"",
                "\"'denied'\"",
                "\"\uff44\uff45\uff4e\uff49\uff45\uff44\"",
                "[true, false]"
            })
    void aNoIsHeardInWhateverFormItIsWritten(String json) throws IOException {
        assertThat(read(json)).isEqualTo(Word.NO);
    }

    /** "N/A" is what segmentio/consent-manager writes for what nobody has chosen yet. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "1",
                "-1",
                "7",
                "{}",
                "[]",
                "{\"value\":false}",
                "[true]",
                "\"\"",
                "\"dennied\"",
                "\"N/A\"",
                "\"undefined\"",
                "\"[object Object]\"",
                "\"tru\"",
                "\"1\"",
                "\"yes\"",
                "\"granted\"",
                "\"pending\"",
                "\"none\"",
                "\"'true'\""
            })
    void whatIsNeitherDeniesAndErasesNothing(String json) throws IOException {
        assertThat(read(json)).isEqualTo(Word.UNCLEAR);
    }

    private static Word read(String json) throws IOException {
        return Spelling.read(Json.MAPPER.readTree(json));
    }
}
