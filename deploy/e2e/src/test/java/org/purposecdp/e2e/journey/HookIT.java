package org.purposecdp.e2e.journey;

import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import com.standardwebhooks.Webhook;
import io.restassured.response.ValidatableResponse;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import org.purposecdp.contracts.record.ReceivedRecord;
import org.purposecdp.e2e.brand.Brand;
import org.purposecdp.e2e.brand.Person;
import org.purposecdp.e2e.brand.Source;
import org.purposecdp.e2e.platform.OnPlatform;
import org.purposecdp.e2e.platform.Platform;
import org.purposecdp.e2e.platform.SharedRegister;
import org.purposecdp.e2e.store.ReceivedRecords;
import org.purposecdp.local.Stack;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

/** A system that sends webhooks in its own form, signed, is a source like any other. */
@OnPlatform
class HookIT {
    private static final String KEEPER = "admin";
    private static final Map<String, Object> STANDARD = Map.of("scheme", "STANDARD");
    private static final Map<String, Object> SHOPIFY =
            Map.of(
                    "scheme", "HMAC",
                    "header", "X-Shopify-Hmac-Sha256",
                    "algorithm", "SHA256",
                    "encoding", "BASE64");
    private static final Map<String, String> MAPPING =
            Map.of(
                    "/customer/email", "identifier:email",
                    "/customer/first_name", "trait:firstName",
                    "/total", "property:total");

    @Test
    void aSignedOrderIsMergedOnceHoweverOftenItComes(Platform platform, Brand brand)
            throws Exception {
        Person kathe = brand.customer("Käthe");
        String secret = hook(platform, brand.shop(), STANDARD);
        String body = order(kathe, "Käthe");
        try (ReceivedRecords received = received(platform, brand)) {
            for (int attempt = 0; attempt < 2; attempt++) {
                send(platform, brand.shop(), body, secret, "msg_1", Instant.now())
                        .statusCode(202)
                        .body("accepted", equalTo(1));
            }

            kathe.awaitProfile(
                    "service",
                    profile -> assertThat(profile.traits()).containsEntry("firstName", "Käthe"));
            List<ReceivedRecord> records =
                    Awaitility.await("records in Kafka")
                            .atMost(Platform.PATIENCE)
                            .until(received::soFar, all -> all.size() >= 2);
            assertThat(records.stream().map(ReceivedRecord::recordId).distinct()).hasSize(1);
        }
    }

    @Test
    void whatIsNotSignedWithItsSecretIsRefusedAndNothingKept(Platform platform, Brand brand)
            throws Exception {
        Person person = brand.customer("Väinö");
        String secret = hook(platform, brand.shop(), STANDARD);
        String foreign = hook(platform, brand.store(), STANDARD);
        String body = order(person, "Väinö");
        Instant now = Instant.now();

        send(platform, brand.shop(), body, foreign, "msg_1", now).statusCode(401);
        send(platform, brand.shop(), body, secret, "msg_1", now.minus(Duration.ofMinutes(6)))
                .statusCode(401);
        send(platform, brand.app(), body, secret, "msg_1", now)
                .statusCode(401)
                .body("code", equalTo("NOT_SIGNED"));
        platform.anonymous(Stack.IDENTITY)
                .body(body)
                .post("/v1/hooks/" + brand.shop().id())
                .then()
                .statusCode(401);
        platform.anonymous(Stack.IDENTITY)
                .body(body)
                .post("/v1/hooks/nobody")
                .then()
                .statusCode(401)
                .body("code", equalTo("NOT_SIGNED"));

        try (ReceivedRecords received = received(platform, brand)) {
            assertThat(received.soFar()).isEmpty();
        }
    }

    @Test
    void aShopWithAnHmacOfItsOwnIsTakenFromToo(Platform platform, Brand brand) throws Exception {
        Person person = brand.customer("Åke");
        String secret = hook(platform, brand.shop(), SHOPIFY);
        String body = order(person, "Åke");
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
        String signature = Base64.getEncoder().encodeToString(mac.doFinal(body.getBytes(UTF_8)));

        platform.anonymous(Stack.IDENTITY)
                .contentType("application/json; charset=utf-8")
                .header("X-Shopify-Hmac-Sha256", signature)
                .body(body.getBytes(UTF_8))
                .post("/v1/hooks/" + brand.shop().id())
                .then()
                .statusCode(202);

        person.awaitProfile(
                "service",
                profile -> assertThat(profile.traits()).containsEntry("firstName", "Åke"));
    }

    @Test
    void badBodiesAreToldAndTheGoodInThemTaken(Platform platform, Brand brand) throws Exception {
        Person person = brand.customer("Aino");
        String secret = hook(platform, brand.shop(), STANDARD);
        Instant now = Instant.now();

        send(platform, brand.shop(), "{", secret, "msg_1", now)
                .statusCode(400)
                .body("code", equalTo("MALFORMED_BODY"));
        send(platform, brand.shop(), "[".repeat(200) + "]".repeat(200), secret, "msg_2", now)
                .statusCode(400);
        send(platform, brand.shop(), "\"" + "x".repeat(2_000_000) + "\"", secret, "msg_3", now)
                .statusCode(413);
        send(
                        platform,
                        brand.shop(),
                        "[1," + order(person, "Aino") + ",{\"customer\":{\"email\":\"\"}}]",
                        secret,
                        "msg_4",
                        now)
                .statusCode(202)
                .body("accepted", equalTo(1))
                .body("rejected[0].code", equalTo("NOT_AN_OBJECT"))
                .body("rejected[1].code", equalTo("NO_IDENTIFIER"));
    }

    @Test
    void aSecretIsRenewedWithoutABreak(Platform platform, Brand brand) throws Exception {
        Person person = brand.customer("Jürgen");
        String first = hook(platform, brand.shop(), STANDARD);
        String second = renewed(platform, brand, "renewal of " + brand.id());
        assertThat(renewed(platform, brand, "renewal of " + brand.id())).isEqualTo(second);
        String body = order(person, "Jürgen");

        assertThat(second).isNotEqualTo(first);
        send(platform, brand.shop(), body, first, "msg_1", Instant.now()).statusCode(202);
        send(platform, brand.shop(), body, second, "msg_1", Instant.now()).statusCode(202);
    }

    private static String renewed(Platform platform, Brand brand, String key) {
        return platform.as(KEEPER, Stack.IDENTITY)
                .header("Idempotency-Key", key)
                .body("{}")
                .post("/v1/sources/" + brand.shop().id() + "/hook/secret")
                .then()
                .statusCode(200)
                .body("previousHoldsUntil", notNullValue())
                .extract()
                .path("secret");
    }

    @Test
    void aHookIsChangedByWhoReadItAndEndedForAll(Platform platform, Brand brand) throws Exception {
        String path = "/v1/sources/" + brand.shop().id() + "/hook";
        String secret = hook(platform, brand.shop(), STANDARD);
        String etag =
                platform.as(KEEPER, Stack.IDENTITY)
                        .get(path)
                        .then()
                        .statusCode(200)
                        .body("secret", nullValue())
                        .body("hook.mapping.'/total'", equalTo("property:total"))
                        .extract()
                        .header("ETag");
        Map<String, Object> other =
                Map.of("hook", Map.of("mapping", MAPPING, "signature", STANDARD));

        platform.as(KEEPER, Stack.IDENTITY).body(other).put(path).then().statusCode(428);
        platform.as(KEEPER, Stack.IDENTITY)
                .header("If-Match", etag)
                .body(other)
                .put(path)
                .then()
                .statusCode(200);
        platform.as(SharedRegister.PARTNER, Stack.IDENTITY)
                .body(other)
                .put(path)
                .then()
                .statusCode(403);
        platform.as(KEEPER, Stack.IDENTITY)
                .body(Map.of("hook", Map.of("mapping", Map.of("email", "identifier:email"))))
                .put(path)
                .then()
                .statusCode(400);

        platform.as(KEEPER, Stack.IDENTITY).delete(path).then().statusCode(204);
        send(platform, brand.shop(), "{}", secret, "msg_1", Instant.now()).statusCode(401);
    }

    /** The secret that was made for it. */
    private static String hook(Platform platform, Source source, Map<String, Object> signature) {
        return platform.as(KEEPER, Stack.IDENTITY)
                .body(
                        Map.of(
                                "hook",
                                Map.of(
                                        "mapping",
                                        MAPPING,
                                        "event",
                                        "Order Completed",
                                        "signature",
                                        signature)))
                .put("/v1/sources/" + source.id() + "/hook")
                .then()
                .statusCode(201)
                .extract()
                .path("secret");
    }

    private static String order(Person person, String name) {
        return "{\"customer\":{\"email\":\"%s\",\"first_name\":\"%s\"},\"total\":12.5}"
                .formatted(person.email(), name);
    }

    private static ValidatableResponse send(
            Platform platform, Source source, String body, String secret, String id, Instant at)
            throws Exception {
        return platform.anonymous(Stack.IDENTITY)
                .contentType("application/json; charset=utf-8")
                .header("webhook-id", id)
                .header("webhook-timestamp", at.getEpochSecond())
                .header(
                        "webhook-signature",
                        new Webhook(secret).sign(id, at.getEpochSecond(), body))
                .body(body.getBytes(UTF_8))
                .post("/v1/hooks/" + source.id())
                .then();
    }

    private static ReceivedRecords received(Platform platform, Brand brand) {
        return ReceivedRecords.from(platform.description().kafka(), brand.shop().id());
    }
}
