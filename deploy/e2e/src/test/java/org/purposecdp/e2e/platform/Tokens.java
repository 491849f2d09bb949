package org.purposecdp.e2e.platform;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.purposecdp.local.StackDescription;

import static io.restassured.RestAssured.given;

/** Tokens of the realm's clients, kept while they are good for a while. */
final class Tokens {
    private static final Duration RENEW = Duration.ofMinutes(30);

    private final StackDescription stack;
    private final Map<String, Token> byClient = new ConcurrentHashMap<>();

    Tokens(StackDescription stack) {
        this.stack = stack;
    }

    private record Token(String value, Instant at) {
        boolean old() {
            return at.plus(RENEW).isBefore(Instant.now());
        }
    }

    String of(String client) {
        return byClient.compute(client, (id, held) -> held == null || held.old() ? fetch(id) : held)
                .value();
    }

    private Token fetch(String client) {
        Instant at = Instant.now();
        String value =
                given().formParam("grant_type", "client_credentials")
                        .formParam("client_id", stack.clients().get(client).id())
                        .formParam("client_secret", stack.clients().get(client).secret())
                        .post(stack.oidc().token())
                        .then()
                        .statusCode(200)
                        .extract()
                        .path("access_token");
        return new Token(value, at);
    }
}
