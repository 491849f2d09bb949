package org.purposecdp.e2e.journey;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
import static org.hamcrest.Matchers.notNullValue;
import static org.purposecdp.e2e.platform.SharedRegister.OFFICER;

/** By which identifiers people may be spoken for, and for whom it holds how soon. */
@OnPlatform
class WhoseWordIT {
    private static final String CLUSTERS = "cdp.identity.clusters.v1";

    /** Later than any version that identity-service has given it. */
    private static final long LATER = 1_000_000;

    @ParameterizedTest
    @CsvSource({
        "user_id, guest",
        "user_id, unknown",
        "user_id, None",
        "user_id, NaN",
        "user_id, [object Object]",
        "loyalty_id, n/a",
        "email, null"
    })
    void wordsThatStandForNobodySayNothing(String namespace, String value, Platform platform) {
        Map<String, String> nobody = Map.of("namespace", namespace, "value", value);
        for (String decision : List.of("GRANT", "WITHDRAW", "OBJECT", "RESTRICT")) {
            decide(platform, nobody, decision)
                    .statusCode(422)
                    .body("code", equalTo("IDENTIFIER_OF_NOBODY"));
        }
    }

    @Test
    void anIdentifierThatMorePeopleBearThanMayGrantsNothingAndRefusesForEach(
            Platform platform, Brand brand) {
        Person aino = brand.person("Aino");
        Person bertta = brand.person("Bertta");
        aino.grants("marketing");
        bertta.grants("marketing");
        brand.shop().send(aino.identify(), bertta.identify());
        JsonPath ainos = subject(platform, profileId(aino));
        JsonPath berttas = subject(platform, profileId(bertta));
        Person shared = brand.person("Shared");
        String pseudonym = bearAlso(platform, brand, shared, ainos, berttas);
        awaitMarked(platform, shared);

        decide(platform, shared.identifier(), "GRANT")
                .statusCode(422)
                .body("code", equalTo("IDENTIFIER_OF_NOBODY"));
        platform.as("service-desk", Stack.CONSENT)
                .header("Prefer", "enforced, wait=30")
                .body(shared.consent("WITHDRAW", "marketing"))
                .post("/v1/consents")
                .then()
                .statusCode(201)
                .body("subjectVersion", notNullValue())
                .body("enforcement.state", equalTo("recorded"));

        for (JsonPath each : List.of(ainos, berttas)) {
            Awaitility.await("the \"no\" of " + pseudonym)
                    .atMost(Platform.PATIENCE)
                    .untilAsserted(
                            () ->
                                    assertThat(
                                                    subject(platform, each.getString("profileId"))
                                                            .getList("decisions.kind"))
                                            .contains("WITHDRAW"));
        }
    }

    /** As identity-service tells two clusters which bear one identifier that is nobody's. */
    private static String bearAlso(
            Platform platform, Brand brand, Person shared, JsonPath... subjects) {
        brand.store().send(shared.identify());
        Awaitility.await("the shared address is borne")
                .atMost(Platform.PATIENCE)
                .until(() -> shared.profile("service").isPresent());
        JsonPath bearer = subject(platform, profileId(shared));
        List<String> all = bearer.getList("nodes[0].identifiers");
        for (JsonPath subject : subjects) {
            cluster(platform, subject, LATER, all);
        }
        return all.get(0);
    }

    private static void awaitMarked(Platform platform, Person shared) {
        Awaitility.await("it is known as nobody's")
                .atMost(Platform.PATIENCE)
                .untilAsserted(
                        () ->
                                platform.as(OFFICER, Stack.CONSENT)
                                        .body(
                                                Map.of(
                                                        "identifier",
                                                        shared.identifier(),
                                                        "use",
                                                        "STORE",
                                                        "purpose",
                                                        "marketing",
                                                        "category",
                                                        "contact"))
                                        .post("/v1/decisions")
                                        .then()
                                        .statusCode(422));
    }

    @Test
    void aGrantForAnAddressThatOnlyAPageClaimsTakesHoldWithTheShopsWord(Brand brand) {
        Person aino = brand.person("Aino");
        brand.web()
                .send(
                        aino.identifyAsGuest()
                                .trait("favouriteColour", "blue")
                                .consent("Advertising", true));
        aino.awaitProfile(
                "marketing",
                profile -> assertThat(profile.traits()).containsKey("favouriteColour"));

        assertThat(holds(brand, aino, "GRANT")).isFalse();
        assertThat(holds(brand, aino, "OBJECT")).isTrue();
        assertThat(holds(brand, aino, "GRANT")).isFalse();

        brand.shop().send(aino.identify().trait("favouriteSeason", "winter"));
        aino.awaitProfile(
                "marketing",
                profile -> assertThat(profile.traits()).containsKey("favouriteSeason"));
        assertThat(holds(brand, aino, "GRANT")).isTrue();
    }

    private static boolean holds(Brand brand, Person person, String decision) {
        return decide(brand.platform(), person.identifier(), decision)
                .statusCode(201)
                .extract()
                .path("holds");
    }

    /**
     * A point may apply, of a node between two clusters' states, the Subject that named it last.
     */
    @Test
    void aWithdrawalIsNotEnforcedWhileWhoHeldTheBearerLastIsNotHeardOf(
            Platform platform, Brand brand) {
        Person aino = brand.person("Aino");
        aino.grants("marketing");
        brand.shop().send(aino.identify().trait("favouriteColour", "blue"));
        aino.awaitProfile(
                "marketing",
                profile -> assertThat(profile.traits()).containsKey("favouriteColour"));
        String profileId = profileId(aino);

        platform.service(Stack.PROFILE).suspend();
        ConsentAnswer answer;
        try {
            Producing.send(
                    platform.description().kafka(),
                    CLUSTERS,
                    profileId,
                    "{\"profileId\":\"%s\",\"version\":%d,\"ended\":true,\"nodes\":[]}"
                            .formatted(profileId, LATER));
            Awaitility.await("nobody holds her node")
                    .atMost(Platform.PATIENCE)
                    .until(() -> subject(platform, profileId).getBoolean("ended"));

            answer = aino.withdraws("marketing", Duration.ofSeconds(3));
        } finally {
            platform.service(Stack.PROFILE).resume();
        }

        assertThat(answer.state()).isEqualTo("recorded");
        assertThat(answer.pending()).containsExactly(Stack.PROFILE);
        assertThat(answer.subjectVersion()).as("no Subject bears it").isNull();
        platform.service(Stack.PROFILE).awaitReady();
        assertThat(aino.withdraws("marketing", Duration.ofSeconds(30)).state())
                .isEqualTo("enforced");
    }

    private static String profileId(Person person) {
        return person.awaitProfile("service", profile -> {}).id();
    }

    private static JsonPath subject(Platform platform, String profileId) {
        return platform.as(OFFICER, Stack.CONSENT)
                .get("/v1/subjects/" + profileId)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    /** The cluster as it is, but that its nodes bear some identifiers besides, of nobody. */
    private static void cluster(
            Platform platform, JsonPath subject, long version, List<String> ofNobody) {
        ClusterState cluster =
                new ClusterState(
                        subject.getString("profileId"),
                        version,
                        false,
                        subject.<Map<String, Object>>getList("nodes").stream()
                                .map(node -> node(node, ofNobody))
                                .toList(),
                        Set.copyOf(ofNobody));
        Producing.send(
                platform.description().kafka(),
                CLUSTERS,
                cluster.profileId(),
                new String(Json.bytes(cluster), UTF_8));
    }

    private static ClusterState.Node node(Map<String, Object> node, List<String> besides) {
        List<String> identifiers = new ArrayList<>();
        ((List<?>) node.get("identifiers")).forEach(one -> identifiers.add((String) one));
        identifiers.addAll(besides);
        return new ClusterState.Node(
                (String) node.get("nodeId"),
                ((Number) node.get("version")).longValue(),
                (String) node.get("group"),
                (String) node.get("source"),
                SourceKind.SERVER,
                identifiers);
    }

    private static ValidatableResponse decide(
            Platform platform, Map<String, String> identifier, String decision) {
        return platform.as("service-desk", Stack.CONSENT)
                .body(
                        Map.of(
                                "identifier",
                                identifier,
                                "purpose",
                                "marketing",
                                "decision",
                                decision))
                .post("/v1/consents")
                .then();
    }
}
