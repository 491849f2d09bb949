package org.purposecdp.e2e.journey;

import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

import org.purposecdp.e2e.brand.Brand;
import org.purposecdp.e2e.brand.Message;
import org.purposecdp.e2e.brand.Outcome;
import org.purposecdp.e2e.brand.Person;
import org.purposecdp.e2e.brand.Webhook;
import org.purposecdp.e2e.platform.OnPlatform;
import org.purposecdp.e2e.platform.Platform;
import org.purposecdp.e2e.platform.Platform.Planted;
import org.purposecdp.e2e.store.Files;
import org.purposecdp.e2e.store.Stores;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a person refused is not kept: not hidden, not there. The first to run, since Kafka has its
 * time until the last.
 */
@OnPlatform
@Order(1)
class RefusedValueIT {

    @Test
    void refusedValueIsInNoStoreAndNoLog(Platform platform, Brand brand) throws Exception {
        Planted planted = plant(platform, brand);

        Stores stores = new Stores(platform.description());
        assertThat(stores.mongodbPlacesOf(planted.kept())).isNotEmpty();
        assertThat(stores.mongodbPlacesOf(planted.refused())).isEmpty();
        assertThat(stores.postgresqlPlacesOf(planted.kept())).isNotEmpty();
        assertThat(stores.postgresqlPlacesOf(planted.refused())).isEmpty();
        Path logs = platform.directory().resolve("logs");
        assertThat(Files.all(logs)).hasSizeGreaterThan(4);
        assertThat(Files.holding(logs, planted.refused())).isEmpty();
        assertThat(Files.holding(logs, planted.kept())).isEmpty();
    }

    /** Refused by one person, kept of another, both on their way through Kafka. */
    static Planted plant(Platform platform, Brand brand) {
        String opened = brand.event("Offer Opened");
        Planted planted = new Planted("refused-" + UUID.randomUUID(), "kept-" + UUID.randomUUID());
        try (Webhook webhook = brand.webhookOn(opened, "marketing")) {
            Person refusing = brand.person("Greta");
            Person agreeing = brand.person("Hans");
            refusing.refuses("marketing");
            refusing.objects("analytics");
            agreeing.grants("marketing");
            // Known before: their words come with what is refused, not after it.
            brand.shop().send(refusing.identify(), agreeing.identify());
            refusing.awaitProfile("marketing", profile -> assertThat(profile.id()).isNotNull());
            agreeing.awaitProfile(
                    "marketing", profile -> assertThat(profile.traits()).containsKey("email"));

            Message refused =
                    refusing.track(opened)
                            .trait("motto", planted.refused())
                            .property("note", planted.refused());
            brand.shop()
                    .send(
                            refused,
                            agreeing.track(opened)
                                    .trait("motto", planted.kept())
                                    .property("note", planted.kept()));
            Path kafka = platform.directory().resolve("data/kafka");
            assertThat(Files.holding(kafka, planted.refused())).as("on its way").isNotEmpty();

            Outcome outcome = refusing.outcome(brand.shop(), refused);
            assertThat(outcome.of("demographic")).isEqualTo("REFUSED");
            assertThat(outcome.of("behavioural")).isEqualTo("REFUSED");
            Awaitility.await("the delivery of what is permitted")
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> webhook.accepted().size() == 1);
            assertThat(webhook.accepted().get(0).body())
                    .contains(planted.kept())
                    .doesNotContain(planted.refused());
        }
        platform.plant(planted);
        return planted;
    }
}
