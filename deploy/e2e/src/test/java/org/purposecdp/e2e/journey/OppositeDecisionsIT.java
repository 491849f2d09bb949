package org.purposecdp.e2e.journey;

import java.time.Duration;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import org.purposecdp.e2e.brand.Brand;
import org.purposecdp.e2e.brand.Message;
import org.purposecdp.e2e.brand.Person;
import org.purposecdp.e2e.brand.Profile;
import org.purposecdp.e2e.brand.Webhook;
import org.purposecdp.e2e.platform.OnPlatform;
import org.purposecdp.e2e.platform.Platform;

import static org.assertj.core.api.Assertions.assertThat;

/** One person under two addresses, who agreed with one and refused with the other. */
@OnPlatform
class OppositeDecisionsIT {
    private static final Duration RETRY_WOULD_HAVE_COME = Duration.ofSeconds(8);

    @Test
    void noHoldsWhenTheTwoProfilesMergeWhileSendsAreQueued(Brand brand) throws Exception {
        String opened = brand.event("Offer Opened");
        try (Webhook webhook = brand.webhookOn(opened, "marketing")) {
            Person atWork = brand.person("Aino");
            Person atHome = brand.person("Aino");
            atHome.refuses("marketing");
            brand.store().send(atHome.identifyAsGuest());
            atWork.grants("marketing");
            webhook.fails();
            brand.shop()
                    .send(
                            atWork.trackAsGuest(opened).property("n", 1),
                            atWork.trackAsGuest(opened).property("n", 2),
                            atWork.trackAsGuest(opened).property("n", 3));
            Awaitility.await("the first attempts")
                    .atMost(Platform.PATIENCE)
                    .until(() -> webhook.attempts().size() >= 3);

            brand.web()
                    .send(
                            Message.identify()
                                    .anonymousId(atHome.anonymousId())
                                    .email(atWork.email()));
            awaitOneProfile(atWork, atHome);
            int before = webhook.attempts().size();
            webhook.recovers();

            Thread.sleep(RETRY_WOULD_HAVE_COME.toMillis());
            assertThat(webhook.accepted()).isEmpty();
            assertThat(webhook.attempts()).hasSize(before);
            brand.deliveries()
                    .await(
                            all ->
                                    assertThat(all)
                                            .hasSize(3)
                                            .allMatch(each -> each.state().equals("SUPPRESSED"))
                                            .allMatch(
                                                    each ->
                                                            each.reason()
                                                                    .equals("CONSENT_REFUSED")));
        }
    }

    private static void awaitOneProfile(Person one, Person other) {
        Awaitility.await("one profile of two")
                .atMost(Platform.PATIENCE)
                .pollInterval(Duration.ofMillis(100))
                .untilAsserted(
                        () ->
                                assertThat(one.profile("marketing").map(Profile::id))
                                        .isPresent()
                                        .isEqualTo(other.profile("marketing").map(Profile::id)));
    }
}
