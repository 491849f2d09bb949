package org.purposecdp.e2e.journey;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.purposecdp.e2e.brand.Brand;
import org.purposecdp.e2e.brand.Person;
import org.purposecdp.e2e.brand.Webhook;
import org.purposecdp.e2e.platform.OnPlatform;
import org.purposecdp.e2e.platform.Platform;
import org.purposecdp.e2e.store.Stores;
import org.purposecdp.local.Stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

/**
 * Where deliveries go: no address of ours, by secrets that lie nowhere, through a known channel.
 */
@OnPlatform
class DestinationIT {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://169.254.169.254/latest/meta-data/",
                "http://10.0.0.1/",
                "http://2130706433/",
                "http://0x7f.1/",
                "http://[::1]:8080/",
                "http://[::ffff:10.0.0.1]/",
                "http://１２７.1/",
                "https://anna:salaisuus@crm.example.org/"
            })
    void anAddressOfOursIsRefusedWhereItIsPut(String url, Platform platform, Brand brand) {
        put(platform, brand, Map.of("url", url), null)
                .statusCode(400)
                .body("code", equalTo("INVALID_VALUE"))
                .body("detail", containsString("'url'"))
                .body("detail", not(containsString("salaisuus")));
    }

    /** What its name stands for may have changed since it was put. */
    @Test
    void anAddressOfOursIsNotDialled(Platform platform, Brand brand) throws Exception {
        String opened = brand.event("Offer Opened");
        try (Webhook webhook = brand.webhookOn(opened, "marketing")) {
            try (Connection connection =
                            new Stores(platform.description()).connect(Stack.ACTIVATION);
                    PreparedStatement update =
                            connection.prepareStatement(
                                    "update destination set body = replace(body, ?, ?) where id ="
                                            + " ?")) {
                update.setString(1, webhook.url());
                update.setString(2, webhook.url().replace("127.0.0.1", "0.0.0.0"));
                update.setString(3, brand.destination());
                assertThat(update.executeUpdate()).isEqualTo(1);
            }
            Person aino = brand.person("Aino");
            aino.grants("marketing");
            brand.shop().send(aino.track(opened));

            brand.deliveries()
                    .await(
                            all ->
                                    assertThat(all)
                                            .singleElement()
                                            .satisfies(
                                                    each ->
                                                            assertThat(each.reason())
                                                                    .isEqualTo("ADDRESS_REFUSED")));
            assertThat(webhook.attempts()).isEmpty();
        }
    }

    @Test
    void whileASecretIsReplacedReceiversWithEitherAccept(Platform platform, Brand brand)
            throws Exception {
        String opened = brand.event("Offer Opened");
        try (Webhook webhook = brand.webhookOn(opened, "marketing")) {
            Person aino = brand.person("Aino");
            aino.grants("marketing");
            String tag = etag(platform, "destinations/" + brand.destination());

            JsonPath renewed = renew(platform, brand, "{\"formerHolds\":\"PT1H\"}");
            assertThat(renewed.getString("formerHoldsUntil")).isNotNull();
            assertThat(etag(platform, "destinations/" + brand.destination())).isEqualTo(tag);
            send(brand, aino, opened, webhook, 1); // by the one before
            webhook.verifyWith(renewed.getString("secret"));
            send(brand, aino, opened, webhook, 2);
            assertThat(webhook.forged()).isEmpty();

            JsonPath last = renew(platform, brand, "{\"formerHolds\":\"PT0S\"}");
            send(brand, aino, opened, webhook, 3);
            assertThat(webhook.forged()).hasSize(1);
            webhook.verifyWith(last.getString("secret"));
            send(brand, aino, opened, webhook, 4);
            assertThat(webhook.forged()).hasSize(1);

            String given = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
            Map<String, Object> body = new LinkedHashMap<>();
            body.put("url", webhook.url());
            body.put("timeoutSeconds", 5);
            body.put("channel", "POST");
            body.put("secret", given);
            put(platform, brand, body, null).statusCode(412);
            put(platform, brand, body, tag).statusCode(200).body("secret", nullValue());
            send(brand, aino, opened, webhook, 5); // still by the one before
            assertThat(webhook.forged()).hasSize(1);

            Stores stores = new Stores(platform.description());
            for (String secret : List.of(given, last.getString("secret"))) {
                assertThat(stores.postgresqlPlacesOf(secret)).isEmpty();
            }
            platform.as("admin", Stack.ACTIVATION)
                    .get("/v1/destinations/" + brand.destination())
                    .then()
                    .statusCode(200)
                    .body(not(containsString("whsec_")));
            platform.as("admin", Stack.ACTIVATION)
                    .body("{\"formerHolds\":\"P400D\"}")
                    .post("/v1/destinations/" + brand.destination() + "/secret")
                    .then()
                    .statusCode(400);
        }
    }

    @Test
    void aRepeatOfARenewalGivesTheSameSecret(Platform platform, Brand brand) throws Exception {
        try (Webhook webhook = brand.webhookOn(brand.event("Offer Opened"), "marketing")) {
            String one = renewBy(platform, brand, "renewal-1");
            assertThat(renewBy(platform, brand, "renewal-1")).isEqualTo(one);
            assertThat(renewBy(platform, brand, "renewal-2")).isNotEqualTo(one);
        }
    }

    @Test
    void theChannelIsTheDestinationsOnly(Platform platform, Brand brand) throws Exception {
        String opened = brand.event("Offer Opened");
        try (Webhook webhook = brand.webhookOn(opened, "marketing")) {
            activation(platform, brand, opened, "EMAIL")
                    .statusCode(400)
                    .body("detail", containsString("POST"));
            activation(platform, brand, opened, "POST").statusCode(200);
            activation(platform, brand, opened, null).statusCode(200);

            Person aino = brand.person("Aino");
            aino.grants("marketing");
            channel(platform, brand, webhook, null);
            activation(platform, brand, opened, null)
                    .statusCode(400)
                    .body("detail", containsString("channel"));
            brand.shop().send(aino.track(opened));
            brand.deliveries()
                    .await(
                            all ->
                                    assertThat(all)
                                            .extracting(each -> each.reason())
                                            .containsExactly("NO_CHANNEL"));

            channel(platform, brand, webhook, "EMAIL");
            brand.shop().send(aino.track(opened));
            brand.deliveries()
                    .await(
                            all ->
                                    assertThat(all)
                                            .extracting(each -> each.reason())
                                            .contains("NO_CHANNEL_CONSENT"));

            channel(platform, brand, webhook, "NONE");
            send(brand, aino, opened, webhook, 1);
            assertThat(
                            JsonPath.from(webhook.attempts().get(0).body())
                                    .<String, Boolean>getMap("data.channels"))
                    .containsOnlyKeys("EMAIL", "SMS", "PUSH", "PHONE", "AUTOMATED_CALL", "POST")
                    .containsEntry("EMAIL", false)
                    .containsEntry("POST", true);
        }
    }

    @Test
    void whatIsReferredToStaysAndWhatIsQueuedGoesWithItsActivation(Platform platform, Brand brand)
            throws Exception {
        String opened = brand.event("Offer Opened");
        String destination = "destinations/" + brand.destination();
        String activation = "activations/" + brand.activation();
        try (Webhook webhook = brand.webhookOn(opened, "marketing")) {
            Person aino = brand.person("Aino");
            aino.grants("marketing");
            webhook.fails();
            brand.shop().send(aino.track(opened));
            Awaitility.await("the first attempt")
                    .atMost(Platform.PATIENCE)
                    .until(() -> webhook.attempts().size() == 1);
            brand.deliveries().await(all -> assertThat(all.get(0).reason()).isEqualTo("HTTP_503"));

            delete(platform, destination, null).statusCode(428);
            delete(platform, destination, "\"77\"").statusCode(412);
            delete(platform, destination, etag(platform, destination))
                    .statusCode(409)
                    .body("activations", hasItem(brand.activation()));
            delete(platform, activation, null).statusCode(428);
            delete(platform, activation, "\"77\"").statusCode(412);
            delete(platform, activation, etag(platform, activation)).statusCode(204);
            delete(platform, activation, "\"1\"").statusCode(404);
            brand.deliveries()
                    .await(
                            all ->
                                    assertThat(all)
                                            .singleElement()
                                            .satisfies(
                                                    each -> {
                                                        assertThat(each.state())
                                                                .isEqualTo("SUPPRESSED");
                                                        assertThat(each.reason())
                                                                .isEqualTo("ACTIVATION_DELETED");
                                                    }));
            delete(platform, destination, etag(platform, destination)).statusCode(204);
            platform.as("admin", Stack.ACTIVATION).get("/v1/" + destination).then().statusCode(404);
        }
    }

    private static void send(
            Brand brand, Person person, String event, Webhook webhook, int attempts) {
        brand.shop().send(person.track(event));
        Awaitility.await("attempt " + attempts)
                .atMost(Platform.PATIENCE)
                .until(() -> webhook.attempts().size() == attempts);
    }

    private static JsonPath renew(Platform platform, Brand brand, String body) {
        return platform.as("admin", Stack.ACTIVATION)
                .body(body)
                .post("/v1/destinations/" + brand.destination() + "/secret")
                .then()
                .statusCode(201)
                .extract()
                .jsonPath();
    }

    private static String renewBy(Platform platform, Brand brand, String key) {
        return platform.as("admin", Stack.ACTIVATION)
                .header("Idempotency-Key", key)
                .body("{}")
                .post("/v1/destinations/" + brand.destination() + "/secret")
                .then()
                .statusCode(201)
                .extract()
                .path("secret");
    }

    private static void channel(Platform platform, Brand brand, Webhook webhook, String channel) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("url", webhook.url());
        body.put("timeoutSeconds", 5);
        body.put("channel", channel);
        put(platform, brand, body, etag(platform, "destinations/" + brand.destination()))
                .statusCode(200);
    }

    private static ValidatableResponse put(
            Platform platform, Brand brand, Map<String, ?> body, String ifMatch) {
        var request = platform.as("admin", Stack.ACTIVATION).body(body);
        return (ifMatch == null ? request : request.header("If-Match", ifMatch))
                .put("/v1/destinations/" + brand.destination())
                .then();
    }

    private static ValidatableResponse activation(
            Platform platform, Brand brand, String event, String channel) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("trigger", Map.of("event", event));
        body.put("destination", brand.destination());
        body.put("purpose", "marketing");
        if (channel != null) {
            body.put("channel", channel);
        }
        return platform.as("marketing", Stack.ACTIVATION)
                .body(body)
                .put("/v1/activations/" + brand.activation())
                .then();
    }

    private static ValidatableResponse delete(Platform platform, String what, String ifMatch) {
        var request = platform.as("admin", Stack.ACTIVATION);
        return (ifMatch == null ? request : request.header("If-Match", ifMatch))
                .delete("/v1/" + what)
                .then();
    }

    private static String etag(Platform platform, String what) {
        return platform.as("admin", Stack.ACTIVATION)
                .get("/v1/" + what)
                .then()
                .statusCode(200)
                .extract()
                .header("ETag");
    }
}
