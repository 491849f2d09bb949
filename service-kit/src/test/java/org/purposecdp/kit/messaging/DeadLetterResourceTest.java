package org.purposecdp.kit.messaging;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import io.smallrye.jwt.build.Jwt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

import org.purposecdp.kit.problem.SigningKey;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

@QuarkusTest
@Isolated
@QuarkusTestResource(SigningKey.class)
class DeadLetterResourceTest {
    private static final String RECEIVED = "cdp.records.received.v1";
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    @Inject LettersInMemory store;
    @Inject SentRecords sent;

    @BeforeEach
    void empty() {
        store.letters.clear();
        sent.records.clear();
    }

    @Test
    void onlyAnAdminSeesOrReplaysThem() {
        keep(1);

        given().get("/v1/dead-letters").then().statusCode(401);
        given().post("/v1/dead-letters/T.0.0/replay").then().statusCode(401);
        steward().get("/v1/dead-letters").then().statusCode(403).body("code", equalTo("FORBIDDEN"));
        steward().post("/v1/dead-letters/T.0.0/replay").then().statusCode(403);
        assertThat(sent.records).isEmpty();
    }

    @Test
    void aPageTellsAllButTheValue() {
        keep(1);

        admin().get("/v1/dead-letters")
                .then()
                .statusCode(200)
                .body("letters", hasSize(1))
                .body("letters[0].id", equalTo("T.0.0"))
                .body("letters[0].topic", equalTo(RECEIVED))
                .body("letters[0].partition", equalTo(0))
                .body("letters[0].offset", equalTo(0))
                .body("letters[0].key", equalTo("k"))
                .body("letters[0].reason", equalTo("not a ReceivedRecord"))
                .body("letters[0].keptAt", equalTo("2026-01-01T12:00:00Z"))
                .body("letters[0].replayedAt", nullValue())
                .body("letters[0]", not(hasKey("value")))
                .body("cursor", nullValue());
    }

    @Test
    void pagesAreBoundedAndLeaveNothingOut() {
        keep(250);

        String first = cursor(admin().get("/v1/dead-letters"), 100);
        String second = cursor(admin().get("/v1/dead-letters?cursor=" + first), 100);
        cursor(admin().get("/v1/dead-letters?cursor=" + second), 50);

        assertThat(store.letters).hasSize(250);
    }

    private static String cursor(io.restassured.response.Response page, int size) {
        return page.then().statusCode(200).body("letters", hasSize(size)).extract().path("cursor");
    }

    @Test
    void aTopicIsOneOfTheFlowTopics() {
        keep(1);

        admin().get("/v1/dead-letters?topic=" + RECEIVED).then().body("letters", hasSize(1));
        admin().get("/v1/dead-letters?topic=cdp.fence.acks.v1").then().body("letters", hasSize(0));
        for (String other : List.of("cdp.subjects.v1", "aino@example.org")) {
            admin().queryParam("topic", other)
                    .get("/v1/dead-letters")
                    .then()
                    .statusCode(400)
                    .contentType("application/problem+json")
                    .body("code", equalTo("INVALID_VALUE"))
                    .body("detail", containsString(RECEIVED))
                    .body("detail", not(containsString("aino")));
        }
    }

    @Test
    void aCursorIsOneThatAPageGave() {
        for (String other : List.of("!", "bm90IG9uZQ", "KzEwMDAwMDAtMDEtMDFUMDA6MDA6MDBaIHg")) {
            admin().queryParam("cursor", other)
                    .get("/v1/dead-letters")
                    .then()
                    .statusCode(400)
                    .body("code", equalTo("INVALID_VALUE"));
        }
    }

    @Test
    void aLetterThatIsNotThereCannotBeReplayed() {
        admin().post("/v1/dead-letters/T.0.0/replay")
                .then()
                .statusCode(404)
                .contentType("application/problem+json")
                .body("code", equalTo("NOT_FOUND"));
    }

    @Test
    void aLetterIsReplayedOnce() {
        keep(1);

        admin().post("/v1/dead-letters/T.0.0/replay")
                .then()
                .statusCode(200)
                .body("replayedAt", notNullValue());

        assertThat(sent.records).singleElement().extracting(r -> r.topic()).isEqualTo(RECEIVED);
        admin().post("/v1/dead-letters/T.0.0/replay")
                .then()
                .statusCode(409)
                .contentType("application/problem+json")
                .body("code", equalTo("CONFLICT"));
        assertThat(sent.records).hasSize(1);
    }

    private void keep(int letters) {
        for (int i = 0; i < letters; i++) {
            DeadLetter letter =
                    new DeadLetter(
                            "T.0." + i,
                            RECEIVED,
                            0,
                            i,
                            "k",
                            "not a ReceivedRecord",
                            NOON,
                            NOON,
                            null);
            store.letters.put(letter.id(), new SealedLetter(letter, Map.of(), null, null));
        }
    }

    private static RequestSpecification admin() {
        return having("admin");
    }

    private static RequestSpecification steward() {
        return having("steward");
    }

    private static RequestSpecification having(String role) {
        return given().auth()
                .oauth2(
                        Jwt.audience("kit-test")
                                .subject("kim")
                                .claim("realm_access", Map.of("roles", List.of(role)))
                                .sign());
    }
}
