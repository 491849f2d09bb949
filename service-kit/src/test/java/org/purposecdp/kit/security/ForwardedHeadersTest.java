package org.purposecdp.kit.security;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

import org.purposecdp.kit.problem.SigningKey;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.startsWith;

/** A service that was told of no proxy believes none. */
@QuarkusTest
@Isolated
@QuarkusTestResource(SigningKey.class)
class ForwardedHeadersTest {

    @Test
    void headersOfAProxyThatNobodyNamedChangeNoAddress() {
        isHere(given().header("X-Forwarded-Proto", "https"));
        isHere(given().header("X-Forwarded-Host", "elsewhere.example"));
        isHere(given().header("X-Forwarded-Port", "443"));
        isHere(given().header("Forwarded", "proto=https;host=elsewhere.example"));
    }

    private static void isHere(RequestSpecification request) {
        request.get("/probe/address").then().statusCode(200).body(startsWith("http://localhost:"));
    }
}
