package org.purposecdp.e2e.brand;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import org.awaitility.Awaitility;

import org.purposecdp.e2e.platform.Platform;
import org.purposecdp.local.Stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.purposecdp.e2e.platform.SharedRegister.NOTICE;
import static org.purposecdp.e2e.platform.SharedRegister.OFFICER;

/** A made-up person: what is known of them, and what they decide, by their email address. */
public final class Person {
    private static final int NOT_FOUND = 404;
    private static final int NOT_READY = 503;

    private final Brand brand;
    private final String firstName;
    private final String name;

    Person(Brand brand, String firstName, int number) {
        this.brand = brand;
        this.firstName = firstName;
        this.name = firstName.toLowerCase(Locale.ROOT) + "-" + number + "-" + brand.id();
    }

    public String firstName() {
        return firstName;
    }

    public String email() {
        return name + "@example.com";
    }

    public String userId() {
        return "user-" + name;
    }

    public String anonymousId() {
        return "browser-" + name;
    }

    /** Signed in. */
    public Message identify() {
        return Message.identify().userId(userId()).email(email());
    }

    /** Signed in. */
    public Message track(String event) {
        return Message.track(event).userId(userId()).email(email());
    }

    /** Not signed in, but giving the address. */
    public Message identifyAsGuest() {
        return Message.identify().anonymousId(anonymousId()).email(email());
    }

    /** Not signed in, but giving the address. */
    public Message trackAsGuest(String event) {
        return Message.track(event).anonymousId(anonymousId()).email(email());
    }

    public Map<String, String> identifier() {
        return Map.of("namespace", "email", "value", email());
    }

    public void isGivenTheNotice() {
        desk().body(Map.of("identifier", identifier(), "version", 1))
                .post("/v1/notices/" + NOTICE + "/given")
                .then()
                .statusCode(201);
    }

    public void hasContract() {
        desk().body(
                        Map.of(
                                "identifier",
                                identifier(),
                                "kind",
                                "CONTRACT",
                                "reference",
                                "contract-" + name,
                                "from",
                                "2025-01-01T00:00:00Z"))
                .post("/v1/facts")
                .then()
                .statusCode(201);
    }

    public ConsentAnswer grants(String purpose) {
        return decides("GRANT", purpose, null);
    }

    /** What the desk was told then and only now comes to file. */
    public ConsentAnswer granted(String purpose, Instant at) {
        Map<String, Object> body = consent("GRANT", purpose);
        body.put("at", at.toString());
        return ConsentAnswer.of(desk().body(body).post("/v1/consents").then());
    }

    public ConsentAnswer refuses(String purpose) {
        return decides("REFUSE", purpose, null);
    }

    public ConsentAnswer objects(String purpose) {
        return decides("OBJECT", purpose, null);
    }

    /** Answered when it holds everywhere. */
    public ConsentAnswer restricts(String purpose) {
        return decides("RESTRICT", purpose, Platform.PATIENCE);
    }

    /** Answered when it holds everywhere. */
    public ConsentAnswer objectsEverywhere(String purpose) {
        return decides("OBJECT", purpose, Platform.PATIENCE);
    }

    public ConsentAnswer withdraws(String purpose) {
        return decides("WITHDRAW", purpose, null);
    }

    /** Answered when it holds everywhere, at the latest after the wait. */
    public ConsentAnswer withdraws(String purpose, Duration wait) {
        return decides("WITHDRAW", purpose, wait);
    }

    private ConsentAnswer decides(String decision, String purpose, Duration wait) {
        RequestSpecification request = desk();
        if (wait != null) {
            request.header("Prefer", "enforced, wait=" + wait.toSeconds());
        }
        return ConsentAnswer.of(
                request.body(consent(decision, purpose)).post("/v1/consents").then());
    }

    /** The body of {@code POST /v1/consents}. */
    public Map<String, Object> consent(String decision, String purpose) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("identifier", identifier());
        body.put("purpose", purpose);
        body.put("decision", decision);
        return body;
    }

    private RequestSpecification desk() {
        return brand.platform().as("service-desk", Stack.CONSENT);
    }

    /** As the privacy officer may see it for the purpose, if there is one. */
    public Optional<Profile> profile(String purpose) {
        Response response =
                brand.platform()
                        .as(OFFICER, Stack.PROFILE)
                        .body(Map.of("identifier", identifier(), "purpose", purpose))
                        .post("/v1/profiles/lookup");
        if (response.statusCode() == NOT_FOUND || response.statusCode() == NOT_READY) {
            return Optional.empty();
        }
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(200);
        return Optional.of(new Profile(response.jsonPath()));
    }

    /** The profile once it is as it should be. */
    public Profile awaitProfile(String purpose, Consumer<Profile> asItShouldBe) {
        Awaitility.await(firstName + "'s profile for " + purpose)
                .atMost(Platform.PATIENCE)
                .pollInterval(Duration.ofMillis(200))
                .untilAsserted(
                        () ->
                                assertThat(profile(purpose))
                                        .hasValueSatisfying(asItShouldBe::accept));
        return profile(purpose).orElseThrow();
    }

    public Outcome outcome(Source source, Message message) {
        return Outcome.await(brand.platform(), source, message);
    }
}
