package org.purposecdp.e2e.security;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.restassured.response.Response;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import org.purposecdp.e2e.brand.Brand;
import org.purposecdp.e2e.platform.OnPlatform;
import org.purposecdp.e2e.platform.Platform;
import org.purposecdp.e2e.platform.SharedRegister;
import org.purposecdp.local.Stack;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** What cannot be taken is refused with what would be accepted; what stands beside it is taken. */
@OnPlatform
class BadInputIT {
    /** In every bad body: no answer may repeat it. */
    private static final String PRIVATE = "Väinämöinen-1849";

    private static final int TRY_AGAIN = 503;

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /**
     * @param status what is answered to the whole body
     */
    private record Case(
            String name, String path, byte[] body, int status, Map<String, String> headers) {
        static Case of(String name, String path, String body, int status) {
            return new Case(name, path, body.getBytes(UTF_8), status, Map.of());
        }

        static Case of(String name, String path, byte[] body, int status) {
            return new Case(name, path, body, status, Map.of());
        }
    }

    @TestFactory
    Stream<DynamicTest> whatCaptureCannotReadIsRefusedWithWhatItAccepts(
            Platform platform, Brand brand) {
        String key = basic(brand.shop().writeKey());
        return unreadable()
                .map(
                        each ->
                                DynamicTest.dynamicTest(
                                        each.name(),
                                        () ->
                                                refused(
                                                        send(platform, each, "Authorization", key),
                                                        each.status())));
    }

    private static Stream<Case> unreadable() {
        String good = event("ok");
        return Stream.of(
                Case.of("an empty body", "/v1/identify", "", 400),
                Case.of("blanks", "/v1/identify", "   \n", 400),
                Case.of("a word", "/v1/identify", PRIVATE, 400),
                Case.of("a number", "/v1/identify", "1849", 400),
                Case.of("null", "/v1/identify", "null", 400),
                Case.of("true", "/v1/track", "true", 400),
                Case.of(
                        "an array where an object is wanted",
                        "/v1/identify",
                        "[" + good + "]",
                        400),
                Case.of(
                        "an object cut off",
                        "/v1/identify",
                        good.substring(0, good.length() - 2),
                        400),
                Case.of("a string cut off", "/v1/track", "{\"userId\":\"" + PRIVATE, 400),
                Case.of("a missing colon", "/v1/page", "{\"userId\" \"" + PRIVATE + "\"}", 400),
                Case.of("a trailing comma", "/v1/screen", "{\"userId\":\"" + PRIVATE + "\",}", 400),
                Case.of("single quotes", "/v1/group", "{'userId':'" + PRIVATE + "'}", 400),
                Case.of("a comment", "/v1/alias", "{/* */\"userId\":\"" + PRIVATE + "\"}", 400),
                Case.of("bytes behind the body", "/v1/identify", good + good, 400),
                Case.of("NaN", "/v1/track", "{\"userId\":NaN}", 400),
                Case.of(
                        "a batch that is an object",
                        "/v1/batch",
                        "{\"batch\":{\"userId\":\"" + PRIVATE + "\"}}",
                        400),
                Case.of(
                        "a batch that is a string",
                        "/v1/batch",
                        "{\"batch\":\"" + PRIVATE + "\"}",
                        400),
                Case.of("a batch that is null", "/v1/b", "{\"batch\":null}", 400),
                Case.of(
                        "a batch of nothing named so",
                        "/v1/import",
                        "{\"events\":[" + good + "]}",
                        400),
                Case.of("a batch cut off", "/v1/batch", "{\"batch\":[" + good + ",", 400),
                Case.of("a batch with bytes behind it", "/v1/batch", "{\"batch\":[]} " + good, 400),
                Case.of("gzip of half", "/v1/identify", half(gzip(good)), 400),
                Case.of("gzip with a broken checksum", "/v1/identify", broken(gzip(good)), 400),
                Case.of("gzip of no JSON", "/v1/identify", gzip(PRIVATE), 400),
                Case.of("a gzip bomb", "/v1/identify", gzip(" ".repeat(20_000_000) + good), 413),
                Case.of(
                        "a gzip bomb in a batch",
                        "/v1/batch",
                        gzip("{\"batch\":[" + (good + ",").repeat(20_000) + good + "]}"),
                        413),
                Case.of(
                        "a body over the limit",
                        "/v1/batch",
                        "{\"batch\":[" + (good + ",").repeat(3_000) + good + "]}",
                        413),
                Case.of(
                        "too many events",
                        "/v1/batch",
                        "{\"batch\":[" + "{},".repeat(2_500) + "{}]}",
                        413),
                Case.of(
                        "a context that multiplies",
                        "/v1/batch",
                        "{\"context\":{\"traits\":{\"a\":\""
                                + "x".repeat(30_000)
                                + "\"}},\"batch\":["
                                + "{},".repeat(500)
                                + "{}]}",
                        413),
                Case.of(
                        "a string of 10 MB",
                        "/v1/identify",
                        "{\"userId\":\"" + "x".repeat(9_000_000) + "\"}",
                        413));
    }

    @TestFactory
    Stream<DynamicTest> nobodyWithoutAKeyOfOursGetsIn(Platform platform, Brand brand) {
        Map<String, String> keys =
                Map.of(
                        "none at all", "",
                        "one of nobody", basic("pk_nobody_at_all"),
                        "an empty one", basic(""),
                        "no base64", "Basic %%%",
                        "another scheme", "Digest " + brand.shop().writeKey(),
                        "the key without a scheme", brand.shop().writeKey(),
                        "a key cut off", basic(brand.shop().writeKey().substring(1)),
                        "a key in capitals",
                                basic(brand.shop().writeKey().toUpperCase(Locale.ROOT) + "X"));
        Case body = Case.of("", "/v1/identify", event("m"), 401);
        return keys.entrySet().stream()
                .map(
                        key ->
                                DynamicTest.dynamicTest(
                                        key.getKey(),
                                        () ->
                                                refused(
                                                        send(
                                                                platform,
                                                                body,
                                                                "Authorization",
                                                                key.getValue()),
                                                        401)));
    }

    /** The store's own source: nothing else here is sent by it. */
    @Test
    void aWriteKeyThatWasRenewedHoldsForItsTimeAndNoLonger(Platform platform, Brand brand)
            throws Exception {
        String former = brand.store().writeKey();
        String lasting = renewed(platform, brand, "PT1H");
        String last = renewed(platform, brand, "PT0S");

        assertThat(List.of(former, lasting, last)).doesNotHaveDuplicates();
        assertThat(identified(platform, brand, "former", former)).isEqualTo(200);
        assertThat(identified(platform, brand, "last", last)).isEqualTo(200);
        Awaitility.await("the key taken back is refused")
                .atMost(Platform.PATIENCE)
                .untilAsserted(
                        () ->
                                assertThat(identified(platform, brand, "back", lasting))
                                        .isEqualTo(401));
        platform.as("admin", Stack.IDENTITY)
                .contentType("application/json")
                .body("{\"formerHolds\":\"P400D\"}")
                .post("/v1/sources/" + brand.store().id() + "/write-key")
                .then()
                .statusCode(400);
    }

    private static String renewed(Platform platform, Brand brand, String formerHolds) {
        return platform.as("admin", Stack.IDENTITY)
                .contentType("application/json")
                .body("{\"formerHolds\":\"%s\"}".formatted(formerHolds))
                .post("/v1/sources/" + brand.store().id() + "/write-key")
                .then()
                .statusCode(201)
                .extract()
                .path("writeKey");
    }

    private static int identified(Platform platform, Brand brand, String word, String key) {
        Case body = Case.of("", "/v1/identify", event(brand.id() + word), 200);
        return send(platform, body, "Authorization", basic(key)).statusCode();
    }

    /** In a batch that can be read, what is wrong is left out and told of; the others are kept. */
    @TestFactory
    Stream<DynamicTest> aBadEventIsLeftOutAndItsNeighboursAreTaken(Platform platform, Brand brand) {
        return badEvents()
                .map(
                        bad ->
                                DynamicTest.dynamicTest(
                                        bad.name(),
                                        () -> {
                                            String id =
                                                    brand.id()
                                                            + "-"
                                                            + Math.abs(bad.name().hashCode());
                                            String before = event(id + "-before");
                                            String after = event(id + "-after");
                                            HttpResponse<String> answer =
                                                    send(
                                                            platform,
                                                            Case.of(
                                                                    bad.name(),
                                                                    "/v1/batch",
                                                                    "{\"batch\":["
                                                                            + before
                                                                            + ","
                                                                            + bad.body(id)
                                                                            + ","
                                                                            + after
                                                                            + "]}",
                                                                    200),
                                                            "Authorization",
                                                            basic(brand.shop().writeKey()));
                                            assertThat(answer.statusCode())
                                                    .as(answer.body())
                                                    .isEqualTo(200);
                                            outcome(
                                                    platform,
                                                    brand,
                                                    id + "-before",
                                                    "ACCEPTED",
                                                    null);
                                            outcome(
                                                    platform,
                                                    brand,
                                                    id + "-after",
                                                    "ACCEPTED",
                                                    null);
                                            if (bad.reason() != null) {
                                                outcome(
                                                        platform,
                                                        brand,
                                                        id,
                                                        "INVALID",
                                                        bad.reason());
                                            }
                                        }));
    }

    /**
     * @param text with ID for the message's id
     * @param reason null where it has no id to ask for
     */
    private record BadEvent(String name, String text, String reason) {
        String body(String id) {
            return text.replace("ID", id);
        }
    }

    private static Stream<BadEvent> badEvents() {
        return Stream.of(
                new BadEvent("null", "null", null),
                new BadEvent("a number", "1849", null),
                new BadEvent("a string", "\"" + PRIVATE + "\"", null),
                new BadEvent("an array", "[{}]", null),
                new BadEvent("an empty object", "{}", null),
                new BadEvent("no message id", "{\"type\":\"identify\",\"userId\":\"u\"}", null),
                new BadEvent(
                        "a message id too long",
                        "{\"type\":\"identify\",\"userId\":\"u\",\"messageId\":\""
                                + "m".repeat(600)
                                + "\"}",
                        null),
                new BadEvent("no type", "{\"userId\":\"u\",\"messageId\":\"ID\"}", "UNKNOWN_TYPE"),
                new BadEvent(
                        "a type unknown",
                        "{\"type\":\"purchase\",\"userId\":\"u\",\"messageId\":\"ID\"}",
                        "UNKNOWN_TYPE"),
                new BadEvent(
                        "a type that is a number",
                        "{\"type\":7,\"userId\":\"u\",\"messageId\":\"ID\"}",
                        "UNKNOWN_TYPE"),
                new BadEvent(
                        "a type that is an object",
                        "{\"type\":{},\"userId\":\"u\",\"messageId\":\"ID\"}",
                        "UNKNOWN_TYPE"),
                new BadEvent(
                        "no identifier",
                        "{\"type\":\"identify\",\"messageId\":\"ID\"}",
                        "NO_IDENTIFIER"),
                new BadEvent(
                        "identifiers that are nobody's",
                        "{\"type\":\"identify\",\"userId\":\"null\",\"messageId\":\"ID\"}",
                        "IDENTIFIER_OF_NOBODY"),
                new BadEvent(
                        "an empty identifier",
                        "{\"type\":\"identify\",\"userId\":\"\",\"messageId\":\"ID\"}",
                        "NO_IDENTIFIER"),
                new BadEvent(
                        "an identifier that is an object",
                        "{\"type\":\"identify\",\"userId\":{\"a\":1},\"messageId\":\"ID\"}",
                        "NO_IDENTIFIER"),
                new BadEvent(
                        "an identifier too long",
                        "{\"type\":\"identify\",\"userId\":\""
                                + "u".repeat(5_000)
                                + "\",\"messageId\":\"ID\"}",
                        "NO_IDENTIFIER"),
                new BadEvent(
                        "an identifier with NUL",
                        "{\"type\":\"identify\",\"userId\":\"a\\u0000b\",\"messageId\":\"ID\"}",
                        "UNREADABLE_IDENTIFIER"),
                new BadEvent(
                        "track without a name",
                        "{\"type\":\"track\",\"userId\":\"u\",\"messageId\":\"ID\"}",
                        "NO_EVENT_NAME"),
                new BadEvent(
                        "track with a name of a number",
                        "{\"type\":\"track\",\"event\":{},\"userId\":\"u\",\"messageId\":\"ID\"}",
                        "NO_EVENT_NAME"),
                new BadEvent(
                        "nested too deep",
                        "{\"type\":\"identify\",\"userId\":\"u\",\"messageId\":\"ID\",\"traits\":"
                                + "{\"a\":".repeat(200)
                                + "1"
                                + "}".repeat(200)
                                + "}",
                        "TOO_DEEP"),
                new BadEvent(
                        "a number past all bounds",
                        "{\"type\":\"identify\",\"userId\":\"u\",\"messageId\":\"ID\","
                                + "\"traits\":{\"a\":1e99999999999}}",
                        "BAD_FIELD"),
                new BadEvent(
                        "arrays too deep",
                        "{\"type\":\"identify\",\"userId\":\"u\",\"messageId\":\"ID\",\"traits\":{\"a\":"
                                + "[".repeat(200)
                                + "]".repeat(200)
                                + "}}",
                        "TOO_DEEP"),
                new BadEvent(
                        "too large",
                        "{\"type\":\"identify\",\"userId\":\"u\",\"messageId\":\"ID\",\"traits\":{\"a\":\""
                                + "x".repeat(40_000)
                                + "\"}}",
                        "TOO_LARGE"));
    }

    @TestFactory
    Stream<DynamicTest> aBadRecordOfAPartnerIsToldOfItsPlace(Platform platform, Brand brand) {
        return badRecords().entrySet().stream()
                .map(
                        bad ->
                                DynamicTest.dynamicTest(
                                        bad.getKey(),
                                        () -> {
                                            String id =
                                                    brand.id()
                                                            + "-r"
                                                            + Math.abs(bad.getKey().hashCode());
                                            String body =
                                                    "["
                                                            + record(id + "-1")
                                                            + ","
                                                            + bad.getValue()
                                                                    .get(0)
                                                                    .replace("ID", id)
                                                            + ","
                                                            + record(id + "-2")
                                                            + "]";
                                            HttpResponse<String> answer =
                                                    send(
                                                            platform,
                                                            new Case(
                                                                    "",
                                                                    "/v1/records",
                                                                    body.getBytes(UTF_8),
                                                                    202,
                                                                    Map.of(
                                                                            "Content-Type",
                                                                            "application/json")),
                                                            "Authorization",
                                                            "Bearer "
                                                                    + platform.token(
                                                                            SharedRegister.PARTNER,
                                                                            Stack.IDENTITY));
                                            assertThat(answer.statusCode())
                                                    .as(answer.body())
                                                    .isEqualTo(202);
                                            JsonNode told = JSON.readTree(answer.body());
                                            assertThat(told.path("accepted").asInt()).isEqualTo(2);
                                            assertThat(
                                                            told.path("rejected")
                                                                    .path(0)
                                                                    .path("index")
                                                                    .asInt())
                                                    .isOne();
                                            assertThat(
                                                            told.path("rejected")
                                                                    .path(0)
                                                                    .path("code")
                                                                    .asText())
                                                    .isEqualTo(bad.getValue().get(1));
                                            assertThat(
                                                            told.path("rejected")
                                                                    .path(0)
                                                                    .path("message")
                                                                    .asText())
                                                    .isNotBlank();
                                            assertThat(answer.body()).doesNotContain(PRIVATE);
                                        }));
    }

    private static Map<String, List<String>> badRecords() {
        Map<String, List<String>> bad = new LinkedHashMap<>();
        bad.put("null", List.of("null", "NOT_AN_OBJECT"));
        bad.put("a string", List.of("\"" + PRIVATE + "\"", "NOT_AN_OBJECT"));
        bad.put("an array", List.of("[]", "NOT_AN_OBJECT"));
        bad.put(
                "no message id",
                List.of("{\"identifiers\":{\"user_id\":\"" + PRIVATE + "\"}}", "NO_MESSAGE_ID"));
        bad.put(
                "a message id too long",
                List.of(
                        "{\"messageId\":\""
                                + "m".repeat(600)
                                + "\",\"identifiers\":{\"user_id\":\"u\"}}",
                        "MESSAGE_ID_TOO_LONG"));
        bad.put("no identifiers", List.of("{\"messageId\":\"ID\"}", "NO_IDENTIFIER"));
        bad.put(
                "an address that is none",
                List.of(
                        "{\"messageId\":\"ID\",\"identifiers\":{\"email\":\"" + PRIVATE + "\"}}",
                        "NO_IDENTIFIER"));
        bad.put(
                "identifiers of nobody",
                List.of(
                        "{\"messageId\":\"ID\",\"identifiers\":{\"user_id\":\"guest\"}}",
                        "IDENTIFIER_OF_NOBODY"));
        bad.put(
                "a namespace that is none",
                List.of(
                        "{\"messageId\":\"ID\",\"identifiers\":{\"e mail\":\"" + PRIVATE + "\"}}",
                        "BAD_FIELD"));
        bad.put(
                "an identifier that is an object",
                List.of(
                        "{\"messageId\":\"ID\",\"identifiers\":{\"email\":{\"a\":\""
                                + PRIVATE
                                + "\"}}}",
                        "BAD_FIELD"));
        bad.put(
                "identifiers that are a list",
                List.of(
                        "{\"messageId\":\"ID\",\"identifiers\":[\"" + PRIVATE + "\"]}",
                        "BAD_FIELD"));
        bad.put(
                "traits that are a string",
                List.of(
                        "{\"messageId\":\"ID\",\"identifiers\":{\"user_id\":\"u\"},\"traits\":\""
                                + PRIVATE
                                + "\"}",
                        "BAD_FIELD"));
        bad.put(
                "an event that is a string",
                List.of(
                        "{\"messageId\":\"ID\",\"identifiers\":{\"user_id\":\"u\"},\"event\":\""
                                + PRIVATE
                                + "\"}",
                        "BAD_FIELD"));
        bad.put(
                "an event without a name",
                List.of(
                        "{\"messageId\":\"ID\",\"identifiers\":{\"user_id\":\"u\"},\"event\":{}}",
                        "NO_EVENT_NAME"));
        bad.put("the 30th of February", List.of(at("2026-02-30T00:00:00Z"), "BAD_TIMESTAMP"));
        bad.put("the 13th month", List.of(at("2026-13-01T00:00:00Z"), "BAD_TIMESTAMP"));
        bad.put("a time of no unit", List.of(at("20260101000000"), "BAD_TIMESTAMP"));
        bad.put("the year -999999999", List.of(at("-999999999-01-01T00:00:00Z"), "BAD_TIMESTAMP"));
        bad.put(
                "a number past all bounds",
                List.of(
                        "{\"messageId\":\"ID\",\"identifiers\":{\"user_id\":\"u\"},"
                                + "\"traits\":{\"a\":1e99999999999}}",
                        "BAD_FIELD"));
        bad.put(
                "a messageId of which something is lost",
                List.of(
                        "{\"messageId\":\"x\\ud83d\",\"identifiers\":{\"user_id\":\"u\"}}",
                        "BAD_FIELD"));
        bad.put(
                "nested too deep",
                List.of(
                        "{\"messageId\":\"ID\",\"identifiers\":{\"user_id\":\"u\"},\"traits\":"
                                + "{\"a\":".repeat(200)
                                + "1"
                                + "}".repeat(200)
                                + "}",
                        "TOO_DEEP"));
        bad.put(
                "too large",
                List.of(
                        "{\"messageId\":\"ID\",\"identifiers\":{\"user_id\":\"u\"},\"traits\":{\"a\":\""
                                + "x".repeat(40_000)
                                + "\"}}",
                        "TOO_LARGE"));
        return bad;
    }

    @Test
    void afterAllThatWhatIsGoodStillGetsThrough(Platform platform, Brand brand) throws Exception {
        String id = brand.id() + "-good";
        HttpResponse<String> answer =
                send(
                        platform,
                        Case.of("", "/v1/identify", event(id), 200),
                        "Authorization",
                        basic(brand.shop().writeKey()));

        assertThat(answer.statusCode()).isEqualTo(200);
        outcome(platform, brand, id, "ACCEPTED", null);
    }

    private static String at(String instant) {
        return "{\"messageId\":\"ID\",\"identifiers\":{\"user_id\":\"u\"},\"occurredAt\":\""
                + instant
                + "\"}";
    }

    private static String event(String messageId) {
        return "{\"type\":\"identify\",\"userId\":\"u-%s\",\"messageId\":\"%s\",\"traits\":{\"firstName\":\"%s\"}}"
                .formatted(messageId, messageId, PRIVATE);
    }

    private static String record(String messageId) {
        return "{\"messageId\":\"%s\",\"identifiers\":{\"user_id\":\"u-%s\"}}"
                .formatted(messageId, messageId);
    }

    private static void refused(HttpResponse<String> answer, int status) throws IOException {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type").orElse(""))
                .startsWith("application/problem+json");
        JsonNode problem = JSON.readTree(answer.body());
        for (String field : List.of("type", "code", "title", "detail")) {
            assertThat(problem.path(field).asText()).as(field).isNotBlank();
        }
        assertThat(problem.path("status").asInt()).isEqualTo(status);
        assertThat(answer.body()).doesNotContain(PRIVATE);
    }

    private static void outcome(
            Platform platform, Brand brand, String messageId, String state, String reason) {
        Awaitility.await("what became of " + messageId)
                .atMost(Platform.PATIENCE)
                .untilAsserted(
                        () -> {
                            Response told =
                                    platform.as("admin", Stack.IDENTITY)
                                            .queryParam("source", brand.shop().id())
                                            .get("/v1/outcomes/" + messageId);
                            assertThat(told.statusCode()).isEqualTo(200);
                            assertThat(told.jsonPath().getString("outcome")).isEqualTo(state);
                            assertThat(told.jsonPath().getString("reason")).isEqualTo(reason);
                        });
    }

    private static HttpResponse<String> send(
            Platform platform, Case sent, String header, String value) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(platform.url(Stack.IDENTITY) + sent.path()))
                        .POST(BodyPublishers.ofByteArray(sent.body()));
        sent.headers().forEach(request::header);
        if (!value.isEmpty()) {
            request.header(header, value);
        }
        // The policy that names the source may be on its way.
        return Awaitility.await("an answer that is not 'later'")
                .atMost(Platform.PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(300))
                .until(
                        () -> CLIENT.send(request.build(), BodyHandlers.ofString()),
                        answer -> answer.statusCode() != TRY_AGAIN);
    }

    private static String basic(String key) {
        return "Basic " + Base64.getEncoder().encodeToString((key + ":").getBytes(UTF_8));
    }

    private static byte[] gzip(String text) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(text.getBytes(UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }

    private static byte[] half(byte[] whole) {
        return Arrays.copyOf(whole, whole.length / 2);
    }

    private static byte[] broken(byte[] packed) {
        packed[packed.length - 6] ^= 0x55;
        return packed;
    }
}
