package org.purposecdp.e2e.security;

import java.util.List;
import java.util.Map;
import java.util.Set;

import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.Test;

import org.purposecdp.e2e.brand.Brand;
import org.purposecdp.e2e.brand.Person;
import org.purposecdp.e2e.brand.Webhook;
import org.purposecdp.e2e.platform.OnPlatform;
import org.purposecdp.e2e.platform.Platform;
import org.purposecdp.local.Stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

/** Whoever may not read for a purpose learns nothing of it by audiences and deliveries either. */
@OnPlatform
class ActivationPurposesIT {
    /** They bear no purpose. */
    private static final Set<String> WITHOUT_PURPOSE =
            Set.of(
                    "/v1/destinations/{id}",
                    "/v1/destinations/{id}/secret",
                    "/v1/dead-letters",
                    "/v1/dead-letters/{id}/replay",
                    "/q/metrics");

    private static final String LIST = "/v1/deliveries";

    @Test
    void everyEndpointIsShutToATokenThatDoesNotNameThePurpose(Platform platform, Brand brand)
            throws Exception {
        String opened = brand.event("Order Looked At");
        String audience = "buyers-" + brand.id();
        try (Webhook webhook = brand.webhookOn(opened, "analytics")) {
            platform.as("admin", Stack.ACTIVATION)
                    .body(audience("analytics"))
                    .put("/v1/audiences/" + audience)
                    .then()
                    .statusCode(201);
            Person aino = brand.customer("Aino");
            brand.shop().send(aino.track(opened));
            brand.deliveries().awaitSettled(1);
            Map<String, String> paths =
                    Map.of(
                            "/v1/audiences/{id}", "/v1/audiences/" + audience,
                            "/v1/activations/{id}", "/v1/activations/" + brand.activation());
            Map<String, Map<String, ?>> bodies =
                    Map.of(
                            "/v1/audiences/{id}", audience("analytics"),
                            "/v1/activations/{id}", activation(brand, audience, "analytics"));

            int asked = 0;
            for (Operation operation : Operation.of(platform, Stack.ACTIVATION)) {
                if (WITHOUT_PURPOSE.contains(operation.path()) || operation.path().equals(LIST)) {
                    continue;
                }
                assertThat(paths).as("%s is walked", operation).containsKey(operation.path());
                RequestSpecification marketing =
                        platform.as("marketing", Stack.ACTIVATION).header("If-Match", "\"1\"");
                if (operation.method().equals("PUT")) {
                    marketing.body(bodies.get(operation.path()));
                }
                refused(marketing.request(operation.method(), paths.get(operation.path())).then());
                asked++;
            }
            assertThat(asked).isEqualTo(6);

            // Nor may it be taken over for a purpose that the token names.
            refused(
                    put(
                            platform,
                            "marketing",
                            "audiences/" + audience,
                            audience("marketing"),
                            "\"1\""));
            refused(
                    put(
                            platform,
                            "marketing",
                            "activations/" + brand.activation(),
                            Map.of(
                                    "trigger",
                                    Map.of("event", opened),
                                    "destination",
                                    brand.destination(),
                                    "purpose",
                                    "marketing"),
                            "\"1\""));
            put(platform, "admin", "audiences/" + audience, audience("marketing"), "\"1\"")
                    .statusCode(409);

            assertThat(deliveries(platform, "marketing", brand)).isEmpty();
            assertThat(deliveries(platform, "privacy-officer", brand)).hasSize(1);
        }
    }

    private static void refused(ValidatableResponse answer) {
        answer.statusCode(403).body("code", equalTo("PURPOSE_NOT_ALLOWED"));
    }

    private static ValidatableResponse put(
            Platform platform, String client, String what, Map<String, ?> body, String ifMatch) {
        return platform.as(client, Stack.ACTIVATION)
                .header("If-Match", ifMatch)
                .body(body)
                .put("/v1/" + what)
                .then();
    }

    private static Map<String, ?> audience(String purpose) {
        return Map.of("purpose", purpose, "rule", Map.of("trait", "email", "op", "exists"));
    }

    private static Map<String, ?> activation(Brand brand, String audience, String purpose) {
        return Map.of("audience", audience, "destination", brand.destination(), "purpose", purpose);
    }

    private static List<Map<String, Object>> deliveries(
            Platform platform, String client, Brand brand) {
        return platform.as(client, Stack.ACTIVATION)
                .queryParam("activation", brand.activation())
                .get(LIST)
                .then()
                .statusCode(200)
                .extract()
                .path("deliveries");
    }
}
