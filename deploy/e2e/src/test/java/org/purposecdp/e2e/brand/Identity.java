package org.purposecdp.e2e.brand;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import org.awaitility.Awaitility;

import org.purposecdp.e2e.platform.Platform;
import org.purposecdp.local.Stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.purposecdp.e2e.platform.SharedRegister.OFFICER;

/** Who is who, as a steward sees it, and profiles by whatever identifier. */
public final class Identity {
    private static final int NOT_FOUND = 404;
    private static final int NOT_READY = 503;

    private final Platform platform;

    public Identity(Platform platform) {
        this.platform = platform;
    }

    public Optional<Profile> profile(String namespace, String value, String purpose) {
        Response response =
                platform.as(OFFICER, Stack.PROFILE)
                        .body(
                                Map.of(
                                        "identifier",
                                        Map.of("namespace", namespace, "value", value),
                                        "purpose",
                                        purpose))
                        .post("/v1/profiles/lookup");
        if (response.statusCode() == NOT_FOUND || response.statusCode() == NOT_READY) {
            return Optional.empty();
        }
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(200);
        return Optional.of(new Profile(response.jsonPath()));
    }

    public Profile awaitProfile(
            String namespace, String value, String purpose, Consumer<Profile> asItShouldBe) {
        Awaitility.await("the profile of a " + namespace)
                .atMost(Platform.PATIENCE)
                .pollInterval(Duration.ofMillis(200))
                .untilAsserted(
                        () ->
                                assertThat(profile(namespace, value, purpose))
                                        .hasValueSatisfying(asItShouldBe::accept));
        return profile(namespace, value, purpose).orElseThrow();
    }

    public JsonPath how(String profileId) {
        return get("/v1/profiles/" + profileId + "/how");
    }

    public JsonPath links(String profileId) {
        return get("/v1/profiles/" + profileId + "/links");
    }

    public JsonPath get(String path) {
        return platform.as("admin", Stack.IDENTITY)
                .get(path)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    /** The nodes of a profile that a source sent. */
    public List<String> nodesOf(String profileId, Source source) {
        return how(profileId)
                .getList("nodes.findAll { it.source == '" + source.id() + "' }.nodeId");
    }

    public Response post(String path, Object body) {
        return platform.as("admin", Stack.IDENTITY).body(body).post(path);
    }

    /**
     * @param key under which a repeat is the same
     */
    public Response post(String path, Object body, String key) {
        return platform.as("admin", Stack.IDENTITY)
                .header("Idempotency-Key", key)
                .body(body)
                .post(path);
    }

    public Response delete(String path) {
        return platform.as("admin", Stack.IDENTITY).delete(path);
    }
}
