package org.purposecdp.e2e.journey;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.purposecdp.e2e.brand.Brand;
import org.purposecdp.e2e.brand.Message;
import org.purposecdp.e2e.brand.Person;
import org.purposecdp.e2e.platform.OnPlatform;
import org.purposecdp.e2e.platform.Platform;
import org.purposecdp.local.Stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

/** Those of whom a program knows nothing are not one person, whatever it calls them. */
@OnPlatform
class NobodyIT {
    /** More addresses than two people may have. */
    private static final int GUESTS = 11;

    @ParameterizedTest
    @ValueSource(strings = {"guest", "unknown", "None", "NaN", "[object Object]", "n/a"})
    void guestsAreNotOnePerson(String word, Brand brand) {
        Person aino = brand.customer("Aino");
        Person kathe = brand.customer("Kathe");

        brand.shop().send(Message.identify().userId(word).email(aino.email()));
        brand.shop().send(Message.identify().userId(word).email(kathe.email()));

        assertThat(profileId(aino)).isNotEqualTo(profileId(kathe));
    }

    @Test
    void whoIsNamedByAWordForNoneOnlyIsRefusedWithItsReason(Platform platform, Brand brand) {
        Message guest = Message.track(brand.event("Viewed")).userId("guest");
        brand.shop().send(guest);

        Awaitility.await("the outcome")
                .atMost(Platform.PATIENCE)
                .untilAsserted(
                        () ->
                                platform.as("admin", Stack.IDENTITY)
                                        .queryParam("source", brand.shop().id())
                                        .get("/v1/outcomes/" + guest.id())
                                        .then()
                                        .statusCode(200)
                                        .body("outcome", equalTo("INVALID"))
                                        .body("reason", equalTo("IDENTIFIER_OF_NOBODY")));
    }

    @Test
    void nobodysConsentIsRefused(Platform platform) {
        platform.as("service-desk", Stack.CONSENT)
                .body(
                        Map.of(
                                "identifier",
                                Map.of("namespace", "user_id", "value", " Guest\u200B"),
                                "purpose",
                                "marketing",
                                "decision",
                                "GRANT"))
                .post("/v1/consents")
                .then()
                .statusCode(422)
                .body("code", equalTo("IDENTIFIER_OF_NOBODY"));
    }

    /** The shop's program calls all who order without an account by one id of its own. */
    @Test
    void aUserIdWithMoreAddressesThanTwoPeopleMayHaveIsNobodys(Brand brand) {
        List<Person> people = new ArrayList<>();
        for (int i = 0; i < GUESTS; i++) {
            Person person = brand.customer("Vaino");
            people.add(person);
            brand.shop()
                    .send(
                            Message.identify()
                                    .userId("web-order-" + brand.id())
                                    .email(person.email()));
        }

        Awaitility.await("each is a person")
                .atMost(Platform.PATIENCE)
                .pollInterval(Duration.ofMillis(500))
                .untilAsserted(
                        () -> {
                            Set<String> ids = new HashSet<>();
                            people.forEach(person -> ids.add(profileId(person)));
                            assertThat(ids).hasSize(GUESTS);
                        });
    }

    private static String profileId(Person person) {
        return person.awaitProfile(
                        "service",
                        profile ->
                                assertThat(profile.traits()).containsEntry("email", person.email()))
                .id();
    }
}
