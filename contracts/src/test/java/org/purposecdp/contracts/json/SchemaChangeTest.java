package org.purposecdp.contracts.json;

import java.io.IOException;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class SchemaChangeTest {
    private static final String FIRST =
            """
            {"title":"A","type":"object","required":["id"],
             "properties":{"id":{"type":"string"},"kind":{"enum":["X","Y"]},
              "sums":{"type":"object","additionalProperties":{"type":"integer"}}}}""";

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "a field renamed | \"kind\": | \"sort\":",
                "a field's type changed | {\"type\":\"string\"} | {\"type\":\"integer\"}",
                "a word of an enumeration removed | [\"X\",\"Y\"] | [\"X\"]",
                "a word of an enumeration added | [\"X\",\"Y\"] | [\"X\",\"Y\",\"Z\"]",
                "a field made mandatory | [\"id\"] | [\"id\",\"kind\"]",
                "a field made optional | [\"id\"] | []",
                "what a map holds changed | {\"type\":\"integer\"} | {\"type\":\"number\"}",
                "a bound put | {\"type\":\"string\"} | {\"type\":\"string\",\"maxLength\":3}",
                "others forbidden | \"required\" | \"additionalProperties\":false,\"required\"",
            })
    void breaks(String change, String was, String becomes) throws IOException {
        assertThat(SchemaChange.breaks(schema(FIRST), schema(changed(was, becomes)))).isNotEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "a field added that nobody must write | \"kind\": | \"b\":{\"type\":\"string\"},\"kind\":",
                "a title reworded | \"title\":\"A\" | \"title\":\"B\"",
            })
    void breaksNobody(String change, String was, String becomes) throws IOException {
        assertThat(SchemaChange.breaks(schema(FIRST), schema(changed(was, becomes)))).isEmpty();
    }

    @Test
    void theSameIsNoChange() throws IOException {
        assertThat(SchemaChange.breaks(schema(FIRST), schema(FIRST))).isEmpty();
    }

    private static String changed(String was, String becomes) {
        assertThat(FIRST).contains(was);
        return FIRST.replace(was, becomes);
    }

    private static JsonNode schema(String json) throws IOException {
        return Json.MAPPER.readTree(json);
    }
}
