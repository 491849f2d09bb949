package org.purposecdp.e2e.journey;

import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import org.purposecdp.e2e.brand.Brand;
import org.purposecdp.e2e.brand.Message;
import org.purposecdp.e2e.brand.Person;
import org.purposecdp.e2e.brand.Profile;
import org.purposecdp.e2e.brand.Webhook;
import org.purposecdp.e2e.platform.OnPlatform;
import org.purposecdp.e2e.platform.Platform;
import org.purposecdp.local.Stack;

import static org.assertj.core.api.Assertions.assertThat;

/** Whoever is not sure that something arrived sends it again. */
@OnPlatform
class SameInputTwiceIT {

    @Test
    void sameMessagesTwiceChangeNothing(Brand brand) {
        String opened = brand.event("Offer Opened");
        String after = brand.event("Afterwards");
        try (Webhook webhook = brand.webhookOn(opened, "marketing")) {
            Person aino = brand.person("Aino");
            aino.grants("marketing");
            List<Message> messages =
                    List.of(
                            aino.identify().trait("favouriteColour", "blue"),
                            aino.track(opened).property("score", 3),
                            aino.track(opened).property("score", 4));
            brand.shop().sendAll(messages);
            Profile once =
                    aino.awaitProfile(
                            "marketing",
                            profile -> {
                                assertThat(profile.traits()).containsKey("favouriteColour");
                                assertThat(profile.sum(opened, "score")).isEqualByComparingTo("7");
                            });

            brand.shop().sendAll(messages);
            brand.shop().sendAll(messages);
            // Of the same node, so that what came before it is through when it is.
            brand.shop().send(aino.track(after));

            Profile twice =
                    aino.awaitProfile(
                            "marketing", profile -> assertThat(profile.count(after)).isOne());
            assertThat(twice.id()).isEqualTo(once.id());
            assertThat(twice.subjectVersion()).isEqualTo(once.subjectVersion());
            assertThat(twice.traits()).isEqualTo(once.traits());
            assertThat(twice.count(opened)).isEqualTo(2);
            assertThat(twice.sum(opened, "score")).isEqualByComparingTo("7");
            brand.deliveries().awaitSettled(2);
            assertThat(webhook.accepted()).extracting(Webhook.Arrival::id).doesNotHaveDuplicates();
            assertThat(webhook.accepted()).hasSize(2);
        }
    }

    @Test
    void partnersRecordsTwiceChangeNothing(Platform platform, Brand brand) {
        Person eino = brand.customer("Eino");
        Map<String, ?> order =
                Map.of(
                        "messageId",
                        UUID.randomUUID().toString(),
                        "identifiers",
                        Map.of("email", eino.email()),
                        "event",
                        Map.of("name", "Order Completed", "properties", Map.of("total", 20)));
        sendAsPartner(platform, order);
        eino.awaitProfile(
                "service", profile -> assertThat(profile.count("Order Completed")).isOne());

        sendAsPartner(platform, order);
        Map<String, ?> marker =
                Map.of(
                        "messageId",
                        UUID.randomUUID().toString(),
                        "identifiers",
                        Map.of("email", eino.email()),
                        "traits",
                        Map.of("loyaltyTier", "gold"));
        sendAsPartner(platform, marker);

        Profile profile =
                eino.awaitProfile(
                        "service", seen -> assertThat(seen.traits()).containsKey("loyaltyTier"));
        assertThat(profile.count("Order Completed")).isOne();
        assertThat(profile.sum("Order Completed", "total")).isEqualByComparingTo("20");
    }

    @Test
    void sameDecisionUnderOneIdempotencyKeyIsOneDecision(Platform platform, Brand brand) {
        Person iris = brand.person("Iris");
        String key = UUID.randomUUID().toString();

        String first = decide(platform, iris, key);
        String second = decide(platform, iris, key);

        assertThat(second).isEqualTo(first);
    }

    private static String decide(Platform platform, Person person, String key) {
        return platform.as("service-desk", Stack.CONSENT)
                .header("Idempotency-Key", key)
                .body(person.consent("GRANT", "marketing"))
                .post("/v1/consents")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private static void sendAsPartner(Platform platform, Map<String, ?> record) {
        int accepted =
                platform.as("partner", Stack.IDENTITY)
                        .body(List.of(record))
                        .post("/v1/records")
                        .then()
                        .statusCode(202)
                        .extract()
                        .path("accepted");
        assertThat(accepted).isOne();
    }
}
