package org.purposecdp.e2e.journey;

import java.time.Duration;
import java.util.UUID;

import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.purposecdp.e2e.brand.Brand;
import org.purposecdp.e2e.brand.Message;
import org.purposecdp.e2e.brand.Outcome;
import org.purposecdp.e2e.brand.Person;
import org.purposecdp.e2e.platform.OnPlatform;
import org.purposecdp.e2e.platform.Platform;
import org.purposecdp.e2e.platform.SharedRegister;
import org.purposecdp.local.Stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.purposecdp.e2e.platform.SharedRegister.OFFICER;

/** A "no" is heard however a consent tool writes it. */
@OnPlatform
class ConsentWordsIT {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"consent\":{\"categoryPreferences\":{\"Advertising\":\"denied\"}}}",
                "{\"consent\":{\"categoryPreferences\":{\" ADVERTISING\":\"False\"}}}",
                "{\"consent\":{\"categoryPreferences\":{\"Advertising\":0}}}",
                "{\"consent\":{\"categoryPreferences\":{\"Advertising\":{\"value\":true}}}}",
                "{\"consentManagement\":{\"deniedConsentIds\":{\"Advertising\":\"ADS\"}}}"
            })
    void afterAGrantItEndsIt(String context, Brand brand, Platform platform) {
        Person aino = brand.person("Aino");
        Message granted = colour(aino).consent("Advertising", true);
        brand.app().send(granted);
        awaitOutcome(brand, aino, granted, "MERGED");

        send(platform, brand, aino, context);

        Awaitility.await()
                .atMost(Platform.PATIENCE)
                .pollInterval(Duration.ofMillis(500))
                .untilAsserted(
                        () -> {
                            Message later = colour(aino);
                            brand.app().send(later);
                            Outcome outcome = aino.outcome(brand.app(), later);
                            assertThat(outcome.of("demographic")).isEqualTo("REFUSED");
                        });
    }

    @Test
    void aWordThatIsNotUnderstoodIsShownByTheOutcome(Brand brand, Platform platform) {
        Person vaino = brand.person("Vaino");
        String messageId =
                send(
                        platform,
                        brand,
                        vaino,
                        "{\"consent\":{\"categoryPreferences\":{\"Advertising\":\"dennied\"}}}");

        JsonPath outcome = awaitOutcome(platform, brand.app().id(), messageId);
        assertThat(outcome.getString("outcome")).isEqualTo("ACCEPTED");
        assertThat(outcome.getString("notes[0].code")).isEqualTo("CONSENT_NOT_UNDERSTOOD");
        assertThat(outcome.getString("notes[0].at"))
                .isEqualTo("/context/consent/categoryPreferences/Advertising");
        assertThat(outcome.prettify()).doesNotContain("dennied");
    }

    @Test
    void aPartnersMisspeltConsentIsTakenAndDenies(Brand brand, Platform platform) {
        String messageId = "m-" + brand.id();
        Response answer =
                platform.as(SharedRegister.PARTNER, Stack.IDENTITY)
                        .body(
                                """
                                [{"messageId":"%1$s","identifiers":{"user_id":"u-%1$s"},
                                  "consent":{"marketing":"flase"}}]
                                """
                                        .formatted(messageId))
                        .post("/v1/records");

        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(202);
        assertThat(answer.jsonPath().getInt("accepted")).isOne();
        assertThat(
                        awaitOutcome(platform, SharedRegister.PARTNER, messageId)
                                .getString("notes[0].at"))
                .isEqualTo("/consent/marketing");
    }

    private static String send(Platform platform, Brand brand, Person person, String context) {
        String messageId = UUID.randomUUID().toString();
        platform.anonymous(Stack.IDENTITY)
                .auth()
                .preemptive()
                .basic(brand.app().writeKey(), "")
                .contentType(ContentType.JSON)
                .body(
                        """
                        {"messageId":"%s","anonymousId":"%s","context":%s}
                        """
                                .formatted(messageId, person.anonymousId(), context))
                .post("/v1/identify")
                .then()
                .statusCode(200);
        return messageId;
    }

    /** Its own consent may reach the gate after the record. */
    private static void awaitOutcome(Brand brand, Person person, Message message, String expected) {
        Awaitility.await()
                .atMost(Platform.PATIENCE)
                .pollInterval(Duration.ofMillis(200))
                .untilAsserted(
                        () ->
                                assertThat(person.outcome(brand.app(), message).of("demographic"))
                                        .isEqualTo(expected));
    }

    private static JsonPath awaitOutcome(Platform platform, String source, String messageId) {
        return Awaitility.await()
                .atMost(Platform.PATIENCE)
                .until(
                        () ->
                                platform.as(OFFICER, Stack.IDENTITY)
                                        .queryParam("source", source)
                                        .get("/v1/outcomes/" + messageId),
                        found -> found.statusCode() == 200)
                .jsonPath();
    }

    private static Message colour(Person person) {
        return Message.identify()
                .anonymousId(person.anonymousId())
                .trait("favouriteColour", "blue");
    }
}
