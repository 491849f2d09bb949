package org.purposecdp.kit.problem;

import java.util.List;
import java.util.Map;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

@QuarkusTest
@Isolated
@QuarkusTestResource(SigningKey.class)
class ProblemMappersTest {

    @Test
    void noTokenIsUnauthorized() {
        problem(given().get("/probe/me").then(), 401, "UNAUTHORIZED");
    }

    @Test
    void unreadableTokenIsUnauthorized() {
        problem(bearer("no.such.token").get("/probe/me").then(), 401, "UNAUTHORIZED");
    }

    @Test
    void tokenForAnotherServiceIsUnauthorized() {
        var token = SigningKey.token("other-service").claim("scope", "probe:things:read").sign();

        problem(bearer(token).get("/probe/me").then(), 401, "UNAUTHORIZED");
    }

    @Test
    void tokenWithoutTheScopeIsForbidden() {
        var token = SigningKey.token("kit-test").claim("scope", "probe:things:write").sign();

        problem(bearer(token).get("/probe/me").then(), 403, "FORBIDDEN");
    }

    @Test
    void oneOfSeveralScopesOpensTheDoor() {
        var token =
                SigningKey.token("kit-test")
                        .claim("scope", "openid probe:things:read profile")
                        .claim("cdp_source", "web")
                        .claim("cdp_purposes", List.of("service", "marketing"))
                        .sign();

        bearer(token)
                .get("/probe/me")
                .then()
                .statusCode(200)
                .body("client", equalTo("shop"))
                .body("source", equalTo("web"))
                .body("purposes", contains("marketing", "service"))
                .body("steward", is(false));
    }

    @Test
    void aRealmRoleOpensTheDoorToo() {
        var token =
                SigningKey.token("kit-test")
                        .claim("scope", "openid")
                        .claim("realm_access", Map.of("roles", List.of("steward", "admin")))
                        .sign();

        bearer(token).get("/probe/me").then().statusCode(200).body("steward", is(true));
    }

    @Test
    void metricsAreForThoseWhoMayReadThem() {
        var token = SigningKey.token("kit-test").claim("scope", "probe:things:read").sign();

        problem(given().get("/q/metrics").then(), 401, "UNAUTHORIZED");
        problem(bearer(token).get("/q/metrics").then(), 403, "FORBIDDEN");
    }

    @Test
    void anEndpointWithoutAnnotationIsShut() {
        var token = SigningKey.token("kit-test").claim("scope", "probe:things:read").sign();

        problem(bearer(token).get("/probe/unannotated").then(), 403, "FORBIDDEN");
    }

    @Test
    void anOpenEndpointReadsBearerKeysOfItsOwn() {
        bearer("write-key").get("/probe/key").then().statusCode(200);
    }

    @Test
    void unknownPathIsNotFound() {
        problem(given().get("/nowhere").then(), 404, "NOT_FOUND");
        problem(given().get("/probe/nowhere").then(), 404, "NOT_FOUND");
    }

    @Test
    void wrongMethodNamesTheRightOnes() {
        problem(given().delete("/probe/body").then(), 405, "METHOD_NOT_ALLOWED");
    }

    @Test
    void wrongContentTypeIsUnsupported() {
        problem(
                given().contentType("text/csv").body("a,b").post("/probe/body").then(),
                415,
                "UNSUPPORTED_MEDIA_TYPE");
    }

    @Test
    void malformedBodySaysWhereNotWhat() {
        problem(post("{\"at\": \"anna@example.org\", "), 400, "MALFORMED_BODY")
                .body("detail", containsString("line 1"));
        problem(post("{\n\"at\": nonsense-of-anna@example.org"), 400, "MALFORMED_BODY")
                .body("detail", containsString("not JSON"))
                .body("detail", containsString("line 2"));
    }

    @Test
    void wrongValueNamesTheFieldAndWhatIsAccepted() {
        problem(post("{\"decision\": \"anna@example.org\"}"), 400, "MALFORMED_BODY")
                .body("detail", containsString("'decision'"))
                .body("detail", containsString("GRANT, REFUSE"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"decision\": 1}",
                "{\"at\": 0}",
                "{\"at\": 1e300}",
                "{\"at\": \"+999999999-12-31T23:59:59Z\"}",
                "{\"at\": \"-999999999-01-01T00:00:00Z\"}",
                "{\"text\": \"a\\u0000b\"}",
                "{\"text\": \"half \\ud83d of it\"}",
                "{\"text\": \"a\"} {\"text\": \"b\"}"
            })
    void whatNoStoreCanHoldOrNobodyMeantIsRefused(String body) {
        problem(post(body), 400, "MALFORMED_BODY");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/probe/things/%00", "/probe/things/a%0Ab", "/probe/things/a?of=%00"})
    void anAddressHasNoControlCharacters(String address) {
        problem(given().urlEncodingEnabled(false).get(address).then(), 400, "INVALID_VALUE");
    }

    @Test
    void keysOfTheSenderAreNotRepeated() {
        problem(post("{\"numbers\": {\"anna@example.org\": \"x\"}}"), 400, "MALFORMED_BODY")
                .body("detail", containsString("'numbers'"));
    }

    @Test
    void bodiesHaveTheFormOfTheContracts() {
        post("{\"at\": \"2026-01-02T03:04:05Z\"}")
                .statusCode(200)
                .body(equalTo("{\"at\":\"2026-01-02T03:04:05Z\"}"));
    }

    @Test
    void aMisspeltFieldIsAnError() {
        problem(post("{\"att\": \"2026-01-02T03:04:05Z\"}"), 400, "MALFORMED_BODY");
    }

    @Test
    void failureTellsNothing() {
        problem(given().get("/probe/failure").then(), 500, "INTERNAL");
    }

    @Test
    void ownProblemCarriesItsExtensionsAndWhenToTryAgain() {
        problem(given().get("/probe/busy").then(), 503, "NOT_READY")
                .header("Retry-After", "5")
                .body("topic", equalTo("policy"))
                .body("detail", equalTo("the policy is not there yet"));
        var scraper = SigningKey.token("kit-test").claim("scope", "platform:metrics:read").sign();
        bearer(scraper)
                .get("/q/metrics")
                .then()
                .statusCode(200)
                .body(
                        containsString(
                                "cdp_problems_total{category=\"RESOURCES\",code=\"NOT_READY\""));
    }

    private static RequestSpecification bearer(String token) {
        return given().header("Authorization", "Bearer " + token);
    }

    private static ValidatableResponse post(String body) {
        return given().contentType(ContentType.JSON).body(body).post("/probe/body").then();
    }

    private static ValidatableResponse problem(
            ValidatableResponse response, int status, String code) {
        return response.statusCode(status)
                .contentType("application/problem+json")
                .body("code", equalTo(code))
                .body("status", equalTo(status))
                .body(not(containsString("anna")));
    }
}
