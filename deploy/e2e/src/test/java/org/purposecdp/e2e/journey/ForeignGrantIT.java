package org.purposecdp.e2e.journey;

import org.junit.jupiter.api.Test;

import org.purposecdp.e2e.brand.Brand;
import org.purposecdp.e2e.brand.Message;
import org.purposecdp.e2e.brand.Outcome;
import org.purposecdp.e2e.brand.Person;
import org.purposecdp.e2e.brand.Webhook;
import org.purposecdp.e2e.platform.OnPlatform;

import static org.assertj.core.api.Assertions.assertThat;

/** Anybody can type anybody's address into a page. */
@OnPlatform
class ForeignGrantIT {

    @Test
    void grantForSomebodyElsesAddressThroughAPublicKeyPermitsNothing(Brand brand) {
        String opened = brand.event("Offer Opened");
        try (Webhook webhook = brand.webhookOn(opened, "marketing")) {
            Person aino = brand.person("Aino");
            Message own = aino.track(opened).trait("favouriteColour", "blue");
            brand.shop().send(own);
            assertThat(aino.outcome(brand.shop(), own).of("demographic")).isEqualTo("HELD");

            Message strangers =
                    Message.identify()
                            .anonymousId("stranger-" + brand.id())
                            .email(aino.email())
                            .trait("favouriteDish", "pizza")
                            .consent("Advertising", true);
            brand.web().send(strangers);
            // The stranger's own node has consented, by a word that speaks for it alone.
            assertThat(aino.outcome(brand.web(), strangers).of("demographic")).isNotNull();
            Message later = aino.track(opened).trait("favouriteSeason", "winter");
            brand.shop().send(later);

            Outcome outcome = aino.outcome(brand.shop(), later);
            assertThat(outcome.of("demographic")).isEqualTo("HELD");
            assertThat(outcome.reason("demographic")).isEqualTo("NO_CONSENT");
            assertThat(aino.outcome(brand.shop(), own).of("demographic")).isEqualTo("HELD");
            assertThat(aino.profile("marketing"))
                    .hasValueSatisfying(
                            profile ->
                                    assertThat(profile.traits())
                                            .doesNotContainKeys(
                                                    "favouriteColour", "favouriteSeason"));
            assertThat(webhook.attempts()).isEmpty();
            assertThat(brand.deliveries().all())
                    .noneMatch(delivery -> delivery.state().equals("DELIVERED"));
        }
    }

    @Test
    void claimOfAUserIdThroughAPublicKeyDoesNotTakeItsGrant(Brand brand) {
        Person aino = brand.person("Aino");
        aino.grants("marketing");
        brand.shop().send(aino.identify().trait("favouriteColour", "blue"));
        aino.awaitProfile(
                "marketing",
                profile -> assertThat(profile.traits()).containsKey("favouriteColour"));

        Message claim =
                Message.identify()
                        .userId(aino.userId())
                        .anonymousId("stranger-" + brand.id())
                        .trait("favouriteDish", "pizza")
                        .consent("analytics", true);
        brand.web().send(claim);

        assertThat(aino.outcome(brand.web(), claim).reason("demographic")).isEqualTo("NO_CONSENT");
        aino.awaitProfile(
                "marketing",
                profile ->
                        assertThat(profile.traits())
                                .containsKey("favouriteColour")
                                .doesNotContainKey("favouriteDish"));
    }
}
