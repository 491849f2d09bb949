package org.purposecdp.local.demo;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

class FiguresTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final Figures figures = new Figures(new PrintStream(bytes, true, UTF_8));

    @Test
    void equalFiguresConcludeWell() throws Exception {
        figures.number("people found", 527, 527);
        figures.counts(Map.of("MERGED", 3), json("{\"MERGED\":3}"));

        assertThat(figures.conclude()).isZero();
        assertThat(text()).contains("527").doesNotContain("DIFFERS");
    }

    @Test
    void eachFigureThatDiffersHasALineOfItsOwn() throws Exception {
        figures.counts(
                Map.of("MERGED", 3, "HELD NO_FACT", 1),
                json("{\"MERGED\":2,\"ERASED OBJECTED\":4}"));

        assertThat(figures.conclude()).isEqualTo(1);
        assertThat(text().lines().filter(line -> line.contains("DIFFERS")))
                .containsExactly(
                        "demo: DIFFERS  erased      OBJECTED: 0, expected 4",
                        "demo: DIFFERS  held        NO_FACT: 1, expected 0",
                        "demo: DIFFERS  merged: 3, expected 2");
    }

    @Test
    void numbersAreTheSameHoweverTheyAreWritten() throws Exception {
        assertThat(Figures.same(json("{\"total\":178.60}"), json("{\"total\":178.6}"))).isTrue();
        assertThat(Figures.same(json("{\"total\":178.60}"), json("{\"total\":178.61}"))).isFalse();
        assertThat(Figures.same(json("{\"a\":1,\"b\":2}"), json("{\"a\":1}"))).isFalse();
    }

    private static JsonNode json(String text) throws Exception {
        return Platform.JSON.readTree(text);
    }

    private String text() {
        return bytes.toString(UTF_8);
    }
}
