package org.purposecdp.e2e.brand;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.restassured.http.ContentType;
import io.restassured.response.Response;
import org.awaitility.Awaitility;

import org.purposecdp.e2e.platform.Platform;
import org.purposecdp.local.Stack;

import static org.assertj.core.api.Assertions.assertThat;

/** A registered source of a brand, sending by its write key. */
public final class Source {
    private static final int OK = 200;
    private static final int TRY_AGAIN = 503;

    private final Platform platform;
    private final String id;
    private final String writeKey;

    private Source(Platform platform, String id, String writeKey) {
        this.platform = platform;
        this.id = id;
        this.writeKey = writeKey;
    }

    static Source register(Brand brand, String name, String kind) {
        String id = name + "-" + brand.id();
        String key =
                brand.platform()
                        .as("admin", Stack.IDENTITY)
                        .body(Map.of("kind", kind, "name", id))
                        .put("/v1/sources/" + id)
                        .then()
                        .statusCode(201)
                        .extract()
                        .path("writeKey");
        return new Source(brand.platform(), id, key);
    }

    public String id() {
        return id;
    }

    public String writeKey() {
        return writeKey;
    }

    /** As SDKs do: again while the answer says that it may pass later. */
    public void send(Message... messages) {
        sendAll(List.of(messages));
    }

    public void sendAll(List<Message> messages) {
        Response last =
                Awaitility.await()
                        .atMost(Platform.PATIENCE)
                        .pollInterval(Duration.ofMillis(300))
                        .pollDelay(Duration.ZERO)
                        .until(
                                () -> sendOnce(messages),
                                response -> response.statusCode() != TRY_AGAIN);
        assertThat(last.statusCode()).as(last.asString()).isEqualTo(OK);
        assertThat(last.jsonPath().getBoolean("success")).isTrue();
    }

    public Response sendOnce(List<Message> messages) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("batch", messages.stream().map(Message::json).toList());
        body.put("sentAt", Instant.now().toString());
        return platform.anonymous(Stack.IDENTITY)
                .auth()
                .preemptive()
                .basic(writeKey, "")
                .contentType(ContentType.JSON)
                .body(body)
                .post("/v1/batch");
    }

    void sendNothing() {
        sendAll(List.of());
    }
}
