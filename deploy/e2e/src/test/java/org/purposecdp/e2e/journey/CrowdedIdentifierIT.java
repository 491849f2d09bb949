package org.purposecdp.e2e.journey;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

import io.restassured.path.json.JsonPath;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

import org.purposecdp.contracts.cluster.ClusterState;
import org.purposecdp.contracts.json.Json;
import org.purposecdp.contracts.record.SourceKind;
import org.purposecdp.e2e.brand.Brand;
import org.purposecdp.e2e.brand.ConsentAnswer;
import org.purposecdp.e2e.brand.Person;
import org.purposecdp.e2e.platform.OnPlatform;
import org.purposecdp.e2e.platform.Platform;
import org.purposecdp.e2e.store.Producing;
import org.purposecdp.local.Stack;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.purposecdp.e2e.platform.SharedRegister.OFFICER;

/** An address that more people bear than are derived at once, or looked at. */
@OnPlatform
@Order(OnPlatform.LATE)
class CrowdedIdentifierIT {
    private static final String CLUSTERS = "cdp.identity.clusters.v1";
    private static final int PEOPLE = 120;

    @Test
    void aWithdrawalReachesAllOfThemAndNobodyLooksThroughThem(Platform platform, Brand brand) {
        Person aino = brand.person("Aino");
        brand.shop().send(aino.identify());
        JsonPath ainos = subject(platform, aino.awaitProfile("service", profile -> {}).id());
        List<String> identifiers = ainos.getList("nodes[0].identifiers");
        List<String> others = others(platform, identifiers);

        ConsentAnswer answer = aino.withdraws("marketing", Duration.ofSeconds(60));

        assertThat(answer.state()).isEqualTo("enforced");
        assertThat(answer.pending()).isEmpty();
        assertThat(answer.subjectVersion()).as("theirs follow").isNull();
        for (String other : others) {
            assertThat(subject(platform, other).getList("decisions.id")).contains(answer.id());
        }
        assertThat(subject(platform, ainos.getString("profileId")).getList("decisions.id"))
                .contains(answer.id());
        nobodyLooksThroughThem(platform, aino);
        aRepeatTellsHowFarItHasGot(platform, aino);
    }

    private static void aRepeatTellsHowFarItHasGot(Platform platform, Person person) {
        String key = id();
        assertThat(objected(platform, person, key)).isEqualTo("recorded");
        Awaitility.await("it is enforced")
                .atMost(Platform.PATIENCE)
                .until(() -> objected(platform, person, key).equals("enforced"));
    }

    private static String objected(Platform platform, Person person, String key) {
        return platform.as("service-desk", Stack.CONSENT)
                .header("Idempotency-Key", key)
                .body(person.consent("OBJECT", "marketing"))
                .post("/v1/consents")
                .then()
                .statusCode(201)
                .extract()
                .path("enforcement.state");
    }

    private static void nobodyLooksThroughThem(Platform platform, Person person) {
        platform.as(OFFICER, Stack.CONSENT)
                .body(
                        Map.of(
                                "identifier",
                                person.identifier(),
                                "use",
                                "STORE",
                                "purpose",
                                "marketing",
                                "category",
                                "contact"))
                .post("/v1/decisions")
                .then()
                .statusCode(422)
                .body("code", equalTo("TOO_MANY_BEARERS"));
        platform.as(OFFICER, Stack.PROFILE)
                .body(Map.of("identifier", person.identifier(), "purpose", "service"))
                .post("/v1/profiles/lookup")
                .then()
                .statusCode(409)
                .body("code", equalTo("SHARED_IDENTIFIER"))
                .body("profileIds", hasSize(20))
                .body("more", equalTo(true));
    }

    /** As identity-service would tell of people of whom it knows the address alone. */
    private static List<String> others(Platform platform, List<String> identifiers) {
        List<String> ids = Stream.generate(CrowdedIdentifierIT::id).limit(PEOPLE).toList();
        ids.forEach(
                id ->
                        Producing.send(
                                platform.description().kafka(),
                                CLUSTERS,
                                id,
                                new String(Json.bytes(cluster(id, identifiers)), UTF_8)));
        ids.forEach(
                id ->
                        Awaitility.await("a Subject of each")
                                .atMost(Platform.PATIENCE)
                                .until(
                                        () ->
                                                platform.as(OFFICER, Stack.CONSENT)
                                                                .get("/v1/subjects/" + id)
                                                                .statusCode()
                                                        == 200));
        return ids;
    }

    private static String id() {
        return UUID.randomUUID().toString().replace("-", "");
    }

    private static ClusterState cluster(String id, List<String> identifiers) {
        return new ClusterState(
                id,
                1,
                false,
                List.of(new ClusterState.Node(id, 1, id, "shop", SourceKind.SERVER, identifiers)),
                Set.of());
    }

    private static JsonPath subject(Platform platform, String profileId) {
        return platform.as(OFFICER, Stack.CONSENT)
                .get("/v1/subjects/" + profileId)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }
}
