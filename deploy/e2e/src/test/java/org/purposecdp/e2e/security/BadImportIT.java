package org.purposecdp.e2e.security;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

import io.restassured.response.Response;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import org.purposecdp.e2e.brand.Brand;
import org.purposecdp.e2e.brand.FileImport;
import org.purposecdp.e2e.platform.OnPlatform;
import org.purposecdp.e2e.platform.Platform;
import org.purposecdp.local.Stack;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is wrong with an import is told before it runs, and what is wrong with a row by its line.
 */
@OnPlatform
class BadImportIT {
    private static final String PRIVATE = "Väinämöinen";
    private static final Map<String, String> FIELDS =
            Map.of(
                    "id", "identifier:user_id",
                    "name", "trait:firstName",
                    "at", "occurredAt");

    @TestFactory
    Stream<DynamicTest> anImportThatCannotBeIsNotMade(Platform platform, Brand brand) {
        Map<String, String> bodies = new LinkedHashMap<>();
        bodies.put("no body", "");
        bodies.put("no object", "[]");
        bodies.put("cut off", "{\"format\":\"CSV\",\"mapping\":{");
        bodies.put("no format", with("'mapping':{'id':'identifier:user_id'}"));
        bodies.put(
                "an unknown format", with("'format':'XML','mapping':{'id':'identifier:user_id'}"));
        bodies.put("no mapping", with("'format':'CSV'"));
        bodies.put("an empty mapping", with("'format':'CSV','mapping':{}"));
        bodies.put("a mapping that is a list", with("'format':'CSV','mapping':['id']"));
        bodies.put("a mapping to nothing known", with("'format':'CSV','mapping':{'id':'user'}"));
        bodies.put(
                "a mapping to no namespace", with("'format':'CSV','mapping':{'id':'identifier:'}"));
        bodies.put(
                "a mapping without identifiers", with("'format':'CSV','mapping':{'a':'trait:a'}"));
        bodies.put(
                "a delimiter of two",
                with("'format':'CSV','delimiter':';;','mapping':{'id':'identifier:user_id'}"));
        bodies.put(
                "a delimiter of JSON",
                with("'format':'NDJSON','delimiter':';','mapping':{'id':'identifier:user_id'}"));
        return bodies.entrySet().stream()
                .map(
                        body ->
                                DynamicTest.dynamicTest(
                                        body.getKey(),
                                        () -> refused(platform, brand, body.getValue())));
    }

    private static void refused(Platform platform, Brand brand, String body) {
        Response answer =
                platform.as("admin", Stack.IDENTITY)
                        .contentType("application/json")
                        .body(body.replace("SOURCE", brand.shop().id()))
                        .post("/v1/imports");
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(400);
        assertThat(answer.contentType()).startsWith("application/problem+json");
        assertThat(answer.jsonPath().getString("detail")).isNotBlank();
    }

    private static String with(String fields) {
        return ("{'source':'SOURCE'," + fields + "}").replace('\'', '"');
    }

    /** One file a case: a good row, the bad one, a good row. */
    @TestFactory
    Stream<DynamicTest> aBadRowIsToldByItsLine(Platform platform, Brand brand) {
        Map<String, String[]> rows = new LinkedHashMap<>();
        bad(rows, "cut off", "{\"id\":\"x\",", "NOT_JSON");
        bad(rows, "no JSON", PRIVATE, "NOT_JSON");
        bad(rows, "an array", "[1]", "NOT_AN_OBJECT");
        bad(rows, "null", "null", "NOT_AN_OBJECT");
        bad(rows, "two objects", "{\"id\":\"x\"} {\"id\":\"y\"}", "NOT_JSON");
        bad(rows, "nobody", "{\"name\":\"" + PRIVATE + "\"}", "NO_IDENTIFIER");
        bad(rows, "an empty identifier", "{\"id\":\"\"}", "NO_IDENTIFIER");
        bad(rows, "an identifier of nobody", "{\"id\":\"anonymous\"}", "IDENTIFIER_OF_NOBODY");
        bad(rows, "an identifier that is an object", "{\"id\":{\"a\":1}}", "BAD_FIELD");
        bad(rows, "an identifier with NUL", "{\"id\":\"a\\u0000b\"}", "UNREADABLE_IDENTIFIER");
        bad(
                rows,
                "an identifier with half a letter",
                "{\"id\":\"\\ud800\"}",
                "UNREADABLE_IDENTIFIER");
        bad(rows, "a day that is none", "{\"id\":\"x\",\"at\":\"2026-02-30\"}", "BAD_TIMESTAMP");
        bad(rows, "a time of words", "{\"id\":\"x\",\"at\":\"eilen\"}", "BAD_TIMESTAMP");
        bad(rows, "a number past all bounds", "{\"id\":1e99999999999}", "BAD_FIELD");
        bad(
                rows,
                "nested too deep",
                "{\"id\":\"x\",\"name\":" + "[".repeat(300) + "]".repeat(300) + "}",
                "TOO_DEEP");
        bad(
                rows,
                "10 MB in one field",
                "{\"id\":\"x\",\"name\":\"" + "x".repeat(10_000_000) + "\"}",
                "TOO_LARGE");
        return rows.entrySet().stream()
                .map(
                        row ->
                                DynamicTest.dynamicTest(
                                        row.getKey(),
                                        () ->
                                                told(
                                                        platform,
                                                        brand,
                                                        row.getValue()[0],
                                                        row.getValue()[1])));
    }

    private static void bad(Map<String, String[]> rows, String name, String row, String code) {
        rows.put(name, new String[] {row, code});
    }

    private static void told(Platform platform, Brand brand, String row, String code) {
        String good = "{\"id\":\"%s-good\"}\n".formatted(brand.id());
        FileImport made = FileImport.make(platform, brand.shop(), "NDJSON", FIELDS);

        var answer = made.send((good + row + "\n" + good).getBytes(StandardCharsets.UTF_8));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(made.progress().getInt("accepted")).isEqualTo(2);
        assertThat(made.badRows()).singleElement().asString().startsWith("2 " + code + " ");
        assertThat(made.errors("").prettify()).doesNotContain(PRIVATE);
    }
}
