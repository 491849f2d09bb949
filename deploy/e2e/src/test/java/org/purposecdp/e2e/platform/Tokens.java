package org.purposecdp.e2e.platform;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.restassured.http.ContentType;

import org.purposecdp.local.StackDescription;

import static io.restassured.RestAssured.given;

/** Tokens of the realm's clients for one service each, kept while they are good for a while. */
final class Tokens {
    private static final Duration RENEW = Duration.ofMinutes(30);

    private final StackDescription stack;
    private final Map<String, Token> kept = new ConcurrentHashMap<>();

    Tokens(StackDescription stack) {
        this.stack = stack;
    }

    private record Token(String value, Instant at) {
        boolean old() {
            return at.plus(RENEW).isBefore(Instant.now());
        }
    }

    /** For the service where the client may ask for that, else one that is for none. */
    String of(String client, String service) {
        List<String> services = stack.clients().get(client).services();
        List<String> asked = services.contains(service) ? List.of(service) : List.of();
        return kept.compute(
                        client + " " + asked,
                        (key, held) -> held == null || held.old() ? fetch(client, asked) : held)
                .value();
    }

    private Token fetch(String client, List<String> services) {
        Instant at = Instant.now();
        String value =
                given().contentType(ContentType.URLENC)
                        .body(stack.clients().get(client).tokenForm(services))
                        .post(stack.oidc().token())
                        .then()
                        .statusCode(200)
                        .extract()
                        .path("access_token");
        return new Token(value, at);
    }
}
