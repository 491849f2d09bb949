package org.purposecdp.e2e.journey;

import java.time.Duration;
import java.util.Set;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.purposecdp.e2e.brand.Brand;
import org.purposecdp.e2e.brand.Message;
import org.purposecdp.e2e.brand.Person;
import org.purposecdp.e2e.brand.Profile;
import org.purposecdp.e2e.brand.Webhook;
import org.purposecdp.e2e.platform.OnPlatform;
import org.purposecdp.e2e.platform.Platform;

import static org.assertj.core.api.Assertions.assertThat;

/** One person under two addresses, taken for two people until a record names both. */
@OnPlatform
class OppositeDecisionsIT {
    private static final Duration RETRY_WOULD_HAVE_COME = Webhook.RETRY_AFTER.plusSeconds(2);

    /** A merged profile bears the older one's id, so each of the two may be the one that ends. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void noHoldsWhenTheTwoProfilesMergeWhileSendsAreQueued(boolean refusedFirst, Brand brand)
            throws Exception {
        String opened = brand.event("Offer Opened");
        try (Webhook webhook = brand.webhookOn(opened, "marketing")) {
            Person atHome = brand.person("Aino");
            Person atWork = brand.person("Aino");
            atHome.refuses("marketing");
            atWork.grants("marketing");
            if (refusedFirst) {
                isSeen(brand, atHome);
                queueThree(brand, atWork, opened, webhook);
            } else {
                queueThree(brand, atWork, opened, webhook);
                isSeen(brand, atHome);
            }

            turnOutToBeOne(brand, atHome, atWork);
            int before = webhook.attempts().size();
            webhook.recovers();

            Thread.sleep(RETRY_WOULD_HAVE_COME.toMillis());
            assertThat(webhook.accepted()).isEmpty();
            assertThat(webhook.attempts()).hasSize(before);
            brand.deliveries()
                    .await(
                            untilTheNextRetry(before),
                            all ->
                                    assertThat(all)
                                            .hasSize(3)
                                            .allMatch(each -> each.state().equals("SUPPRESSED"))
                                            .allMatch(
                                                    each ->
                                                            Set.of(
                                                                            "CONSENT_REFUSED",
                                                                            "PROFILE_ENDED")
                                                                    .contains(each.reason())));
        }
    }

    @Test
    void sendsQueuedBeforeAMergeAreMadeOnceAfterItWhereBothAgreed(Brand brand) {
        String opened = brand.event("Offer Opened");
        try (Webhook webhook = brand.webhookOn(opened, "marketing")) {
            Person atHome = brand.person("Aino");
            Person atWork = brand.person("Aino");
            atHome.grants("marketing");
            atWork.grants("marketing");
            isSeen(brand, atHome);
            queueThree(brand, atWork, opened, webhook);

            turnOutToBeOne(brand, atHome, atWork);
            int before = webhook.attempts().size();
            webhook.recovers();

            Awaitility.await("the sends")
                    .atMost(untilTheNextRetry(before))
                    .untilAsserted(() -> assertThat(webhook.accepted()).hasSize(3));
            brand.deliveries().awaitSettled(3);
            assertThat(webhook.accepted())
                    .extracting(Webhook.Arrival::recordId)
                    .doesNotHaveDuplicates();
        }
    }

    /** Where the merge took longer than the first retry waits, the second comes after minutes. */
    private static Duration untilTheNextRetry(int attempts) {
        return attempts > 3 ? Duration.ofMinutes(7) : Platform.PATIENCE;
    }

    private static void isSeen(Brand brand, Person person) {
        brand.store().send(person.identifyAsGuest());
        person.awaitProfile("marketing", profile -> assertThat(profile.id()).isNotNull());
    }

    private static void queueThree(Brand brand, Person person, String event, Webhook webhook) {
        webhook.fails();
        brand.shop()
                .send(
                        person.trackAsGuest(event).property("n", 1),
                        person.trackAsGuest(event).property("n", 2),
                        person.trackAsGuest(event).property("n", 3));
        Awaitility.await("the first attempts")
                .atMost(Platform.PATIENCE)
                .until(() -> webhook.attempts().size() >= 3);
    }

    private static void turnOutToBeOne(Brand brand, Person one, Person other) {
        brand.web()
                .send(
                        Message.identify()
                                .anonymousId(one.anonymousId())
                                .email(other.email())
                                .consent("analytics", true));
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
