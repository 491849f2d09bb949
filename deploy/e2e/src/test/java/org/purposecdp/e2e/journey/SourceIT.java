package org.purposecdp.e2e.journey;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import org.purposecdp.e2e.brand.Brand;
import org.purposecdp.e2e.platform.OnPlatform;
import org.purposecdp.e2e.platform.Platform;
import org.purposecdp.e2e.store.Topics;
import org.purposecdp.local.Stack;

import static org.assertj.core.api.Assertions.assertThat;

/** What a source is registered with is told to whoever decides, and ends when it does. */
@OnPlatform
class SourceIT {
    private static final Map<String, Object> SHOWS = Map.of("notice", "privacy", "version", 1);

    @Test
    void sayingTheSameAgainChangesNothingAndAChangeNeedsTheStateItIsOf(
            Platform platform, Brand brand) {
        String id = "till-" + brand.id();
        Map<String, Object> asked =
                Map.of(
                        "kind",
                        "SERVER",
                        "name",
                        "Kassa",
                        "shows",
                        List.of(SHOWS),
                        "origins",
                        List.of("https://kauppa.example"));
        Response made = put(platform, id, asked, null);
        assertThat(made.statusCode()).as(made.asString()).isEqualTo(201);
        assertThat(made.jsonPath().getString("shows[0].since")).isNotNull();

        Response again = put(platform, id, asked, null);
        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(again.header("ETag")).isEqualTo(made.header("ETag"));
        assertThat(again.jsonPath().getString("shows[0].since"))
                .isEqualTo(made.jsonPath().getString("shows[0].since"));

        Map<String, Object> other = Map.of("kind", "SERVER", "name", "Kassa");
        assertThat(put(platform, id, other, null).statusCode()).isEqualTo(428);
        assertThat(put(platform, id, other, "\"99\"").statusCode()).isEqualTo(412);
        Response changed = put(platform, id, other, made.header("ETag"));
        assertThat(changed.statusCode()).isEqualTo(200);
        assertThat(changed.jsonPath().getList("shows")).isEmpty();
        awaitTold(platform, id);
    }

    @Test
    void onlyAPolicyThatNamesExemptionsLetsAPageAskNobody(Platform platform, Brand brand) {
        assertThat(get(platform, brand.web().id()).getBoolean("consentFirst")).isTrue();
        Response refused =
                put(
                        platform,
                        brand.web().id(),
                        Map.of("kind", "PUBLIC", "name", brand.web().id(), "consentFirst", false),
                        null);
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.jsonPath().getString("detail")).contains("marketing-" + brand.id());
    }

    @Test
    void whatIsReferredToSaysByWhatAndWhatIsFreeEnds(Platform platform, Brand brand) {
        Response used = delete(platform, brand.shop().id(), "\"1\"");
        assertThat(used.statusCode()).isEqualTo(409);
        assertThat(used.jsonPath().getString("code")).isEqualTo("SOURCE_IN_USE");
        assertThat(used.jsonPath().getString("detail")).contains("marketing-" + brand.id());

        String id = "old-" + brand.id();
        Map<String, Object> asked = Map.of("kind", "PUBLIC", "name", "Vanha sivu");
        Response made = put(platform, id, asked, null);
        String key = made.jsonPath().getString("writeKey");
        assertThat(send(platform, key)).isEqualTo(503);
        assertThat(delete(platform, id, null).statusCode()).isEqualTo(428);
        assertThat(delete(platform, id, made.header("ETag")).statusCode()).isEqualTo(204);
        assertThat(delete(platform, id, made.header("ETag")).statusCode()).isEqualTo(404);
        Awaitility.await()
                .atMost(Duration.ofSeconds(15))
                .untilAsserted(() -> assertThat(send(platform, key)).isEqualTo(401));

        Response otherKind =
                put(platform, id, Map.of("kind", "SERVER", "name", "Vanha sivu"), null);
        assertThat(otherKind.statusCode()).isEqualTo(409);
        Response back = put(platform, id, asked, null);
        assertThat(back.statusCode()).isEqualTo(201);
        assertThat(back.jsonPath().getString("writeKey")).isNotEqualTo(key);
    }

    @Test
    void twoAtOnceMakeOneSource(Platform platform, Brand brand) {
        String id = "twice-" + brand.id();
        Map<String, Object> asked = Map.of("kind", "SERVER", "name", "Kaksi");
        List<Integer> answers =
                List.of(1, 2, 3, 4).parallelStream()
                        .map(any -> put(platform, id, asked, null).statusCode())
                        .sorted()
                        .toList();
        assertThat(answers).containsExactly(200, 200, 200, 201);
    }

    private static void awaitTold(Platform platform, String id) {
        Awaitility.await()
                .atMost(Platform.PATIENCE)
                .untilAsserted(
                        () ->
                                assertThat(
                                                new Topics(platform.description().kafka())
                                                        .holding("\"id\":\"" + id + '"'))
                                        .contains("cdp.identity.sources.v1"));
    }

    private static int send(Platform platform, String key) {
        return platform.anonymous(Stack.IDENTITY)
                .auth()
                .preemptive()
                .basic(key, "")
                .body("{\"batch\":[]}")
                .post("/v1/batch")
                .statusCode();
    }

    private static Response put(
            Platform platform, String id, Map<String, Object> body, String ifMatch) {
        var request = platform.as("admin", Stack.IDENTITY).body(body);
        return (ifMatch == null ? request : request.header("If-Match", ifMatch))
                .put("/v1/sources/" + id);
    }

    private static JsonPath get(Platform platform, String id) {
        return platform.as("admin", Stack.IDENTITY).get("/v1/sources/" + id).jsonPath();
    }

    private static Response delete(Platform platform, String id, String ifMatch) {
        var request = platform.as("admin", Stack.IDENTITY);
        return (ifMatch == null ? request : request.header("If-Match", ifMatch))
                .delete("/v1/sources/" + id);
    }
}
