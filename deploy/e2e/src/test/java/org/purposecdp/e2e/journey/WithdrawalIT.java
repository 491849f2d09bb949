package org.purposecdp.e2e.journey;

import java.time.Duration;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import org.purposecdp.e2e.brand.Brand;
import org.purposecdp.e2e.brand.ConsentAnswer;
import org.purposecdp.e2e.brand.Person;
import org.purposecdp.e2e.brand.Webhook;
import org.purposecdp.e2e.platform.OnPlatform;
import org.purposecdp.e2e.platform.Platform;

import static org.assertj.core.api.Assertions.assertThat;

/** What "enforced" promises: from here on nothing goes out, nor is anything still going out. */
@OnPlatform
class WithdrawalIT {
    private static final Duration WAIT = Duration.ofSeconds(30);

    private static final Duration RETRY_WOULD_HAVE_COME = Webhook.RETRY_AFTER.plusSeconds(2);

    @Test
    void withdrawalAnsweredEnforcedStopsASendThatWasQueued(Brand brand) throws Exception {
        String opened = brand.event("Offer Opened");
        try (Webhook webhook = brand.webhookOn(opened, "marketing")) {
            Person aino = brand.person("Aino");
            aino.grants("marketing");
            webhook.fails();
            brand.shop().send(aino.track(opened));
            Awaitility.await("the first attempt")
                    .atMost(Platform.PATIENCE)
                    .until(() -> webhook.attempts().size() == 1);

            ConsentAnswer answer = aino.withdraws("marketing", WAIT);
            webhook.recovers();

            assertThat(answer.state()).isEqualTo("enforced");
            assertThat(answer.pending()).isEmpty();
            Thread.sleep(RETRY_WOULD_HAVE_COME.toMillis());
            assertThat(webhook.attempts()).noneMatch(each -> each.to().isAfter(answer.at()));
            assertThat(webhook.accepted()).isEmpty();
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
                                                                .isEqualTo("CONSENT_WITHDRAWN");
                                                    }));
        }
    }

    @Test
    void enforcedIsNotAnsweredWhileASendIsUnderWay(Brand brand) {
        String opened = brand.event("Offer Opened");
        try (Webhook webhook = brand.webhookOn(opened, "marketing")) {
            Person aino = brand.person("Aino");
            aino.grants("marketing");
            webhook.takes(Duration.ofSeconds(3));
            brand.shop().send(aino.track(opened));
            Awaitility.await("a claim")
                    .atMost(Platform.PATIENCE)
                    .pollInterval(Duration.ofMillis(50))
                    .until(
                            () ->
                                    brand.deliveries().all().stream()
                                            .anyMatch(each -> each.state().equals("CLAIMED")));

            ConsentAnswer answer = aino.withdraws("marketing", WAIT);

            assertThat(answer.state()).isEqualTo("enforced");
            assertThat(webhook.attempts())
                    .singleElement()
                    .satisfies(each -> assertThat(each.to()).isBeforeOrEqualTo(answer.at()));
        }
    }

    @Test
    void whatRestedOnTheConsentIsGoneOnceEnforced(Brand brand) {
        Person aino = brand.person("Aino");
        aino.grants("marketing");
        brand.shop().send(aino.identify().trait("favouriteColour", "blue"));
        aino.awaitProfile(
                "marketing",
                profile -> assertThat(profile.traits()).containsKey("favouriteColour"));

        ConsentAnswer answer = aino.withdraws("marketing", WAIT);

        assertThat(answer.state()).isEqualTo("enforced");
        assertThat(aino.profile("marketing"))
                .hasValueSatisfying(profile -> assertThat(profile.traits()).isEmpty());
    }
}
