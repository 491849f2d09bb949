package org.purposecdp.e2e.journey;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.restassured.http.ContentType;
import io.restassured.response.Response;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import org.purposecdp.contracts.record.ReceivedRecord;
import org.purposecdp.contracts.record.Word;
import org.purposecdp.e2e.brand.Brand;
import org.purposecdp.e2e.platform.OnPlatform;
import org.purposecdp.e2e.platform.Platform;
import org.purposecdp.e2e.store.ReceivedRecords;
import org.purposecdp.e2e.store.Stores;
import org.purposecdp.local.Stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.purposecdp.e2e.platform.SharedRegister.OFFICER;

/** Of a page whose visitor has not said yes nothing is taken, and nothing is left. */
@OnPlatform
class ConsentFirstIT {
    private final String browser = "browser-" + UUID.randomUUID();

    @Test
    void nothingIsKeptOfADeviceThatHasNotSaidYes(Platform platform, Brand brand) throws Exception {
        try (ReceivedRecords received = received(platform, brand)) {
            String silent = send(platform, brand, "");
            String refusing = send(platform, brand, says("false"));
            String unclear = send(platform, brand, says("\"granted?\""));

            assertThat(new Stores(platform.description()).postgresqlPlacesOf(browser)).isEmpty();
            // One browser's records stay in order: what had been sent would stand before this one.
            String taken = send(platform, brand, says("true"));
            awaitAccepted(platform, brand, taken);
            awaitReceived(received, 1);
            assertThat(received.soFar().get(0).consent())
                    .isEqualTo(Map.of("Advertising", Word.YES));
            for (String messageId : List.of(silent, refusing, unclear)) {
                assertThat(outcome(platform, brand, messageId).statusCode()).isEqualTo(404);
            }
        }
    }

    @Test
    void whatFollowsAnAnsweredYesIsTaken(Platform platform, Brand brand) {
        String yes = send(platform, brand, says("true"));
        String silent = send(platform, brand, "");

        for (String messageId : List.of(yes, silent)) {
            awaitAccepted(platform, brand, messageId);
        }
    }

    @Test
    void aNoEndsItAndGoesOnAlone(Platform platform, Brand brand) {
        try (ReceivedRecords received = received(platform, brand)) {
            send(platform, brand, says("true"));
            String no = send(platform, brand, says("\"denied\""));
            String silent = send(platform, brand, "");

            awaitReceived(received, 2);
            ReceivedRecord word = received.soFar().get(1);
            assertThat(word.traits()).isEmpty();
            assertThat(word.event()).isNull();
            assertThat(word.consent()).isEqualTo(Map.of("Advertising", Word.NO));
            assertThat(outcome(platform, brand, no).statusCode()).isEqualTo(404);
            assertThat(outcome(platform, brand, silent).statusCode()).isEqualTo(404);

            String again = send(platform, brand, says("true"));
            awaitAccepted(platform, brand, again);
        }
    }

    @Test
    void aSystemOfTheBrandsOwnIsNotAsked(Platform platform, Brand brand) {
        String messageId = UUID.randomUUID().toString();
        post(platform, brand.shop().writeKey(), event(messageId, ""));

        Awaitility.await()
                .atMost(Platform.PATIENCE)
                .untilAsserted(
                        () ->
                                assertThat(
                                                outcome(platform, brand.shop().id(), messageId)
                                                        .statusCode())
                                        .isEqualTo(200));
    }

    private String send(Platform platform, Brand brand, String context) {
        String messageId = UUID.randomUUID().toString();
        post(platform, brand.web().writeKey(), event(messageId, context));
        return messageId;
    }

    private static void post(Platform platform, String writeKey, String event) {
        platform.anonymous(Stack.IDENTITY)
                .auth()
                .preemptive()
                .basic(writeKey, "")
                .contentType(ContentType.JSON)
                .body(event)
                .post("/v1/identify")
                .then()
                .statusCode(200);
    }

    private String event(String messageId, String context) {
        return """
                {"messageId":"%s","anonymousId":"%s","traits":{"favouriteColour":"sininen"}%s}
                """
                .formatted(messageId, browser, context);
    }

    private static String says(String word) {
        return ",\"context\":{\"consent\":{\"categoryPreferences\":{\"Advertising\":"
                + word
                + "}}}";
    }

    private static void awaitAccepted(Platform platform, Brand brand, String messageId) {
        Awaitility.await()
                .atMost(Platform.PATIENCE)
                .pollInterval(Duration.ofMillis(200))
                .untilAsserted(
                        () ->
                                assertThat(
                                                outcome(platform, brand, messageId)
                                                        .jsonPath()
                                                        .getString("outcome"))
                                        .isEqualTo("ACCEPTED"));
    }

    private static void awaitReceived(ReceivedRecords received, int count) {
        Awaitility.await()
                .atMost(Platform.PATIENCE)
                .untilAsserted(() -> assertThat(received.soFar()).hasSize(count));
    }

    private static Response outcome(Platform platform, Brand brand, String messageId) {
        return outcome(platform, brand.web().id(), messageId);
    }

    private static Response outcome(Platform platform, String source, String messageId) {
        return platform.as(OFFICER, Stack.IDENTITY)
                .queryParam("source", source)
                .get("/v1/outcomes/" + messageId);
    }

    private static ReceivedRecords received(Platform platform, Brand brand) {
        return ReceivedRecords.from(platform.description().kafka(), brand.web().id());
    }
}
