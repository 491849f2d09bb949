package org.purposecdp.identity.imports;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

class GuessTest {
    @Test
    void theHeaderIsGuessedAndTheRestNamed() throws IOException {
        assertThat(guess("Sähköposti;Etunimi;Muistiinpano\na@example.com;Ai", Format.CSV))
                .isEqualTo(
                        new Guess(
                                Format.CSV,
                                ";",
                                Map.of(
                                        "Sähköposti",
                                        "identifier:email",
                                        "Etunimi",
                                        "trait:firstName"),
                                List.of("Muistiinpano")));
    }

    @Test
    void fieldsOfJsonAreThoseOfAllLines() throws IOException {
        assertThat(guess("{\"e-mail\":1}\n{\"Vorname\":2,\"x\":3}\n{\"cut", Format.NDJSON))
                .isEqualTo(
                        new Guess(
                                Format.NDJSON,
                                null,
                                Map.of("e-mail", "identifier:email", "Vorname", "trait:firstName"),
                                List.of("x")));
    }

    private static Guess guess(String beginning, Format format) throws IOException {
        return Guess.of(new ByteArrayInputStream(beginning.getBytes(UTF_8)), format);
    }
}
