package org.purposecdp.e2e.journey;

import java.math.BigDecimal;
import java.util.Map;

import org.junit.jupiter.api.Test;

import org.purposecdp.e2e.brand.Brand;
import org.purposecdp.e2e.brand.Person;
import org.purposecdp.e2e.brand.Profile;
import org.purposecdp.e2e.platform.OnPlatform;
import org.purposecdp.e2e.platform.Platform;
import org.purposecdp.local.Stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

/** There is no profile as such, only what a purpose may see of it. */
@OnPlatform
class PurposeBoundReadIT {

    @Test
    void readDiffersByPurposeSumsIncluded(Brand brand) {
        String tasted = brand.event("Coffee Tasted");
        Person aino = brand.customer("Aino");
        aino.grants("marketing");

        brand.shop()
                .send(
                        aino.track("Order Completed").property("total", 30),
                        aino.track(tasted).property("cups", 2).trait("favouriteColour", "blue"));
        brand.store()
                .send(
                        aino.track("Order Completed").property("total", 12.5),
                        aino.track(tasted).property("cups", 5).trait("loyaltyTier", "gold"));

        Profile analytics =
                aino.awaitProfile(
                        "analytics",
                        profile -> {
                            assertThat(profile.sum(tasted, "cups")).isEqualByComparingTo("7");
                            assertThat(profile.count("Order Completed")).isEqualTo(2);
                        });
        Profile marketing =
                aino.awaitProfile(
                        "marketing",
                        profile -> assertThat(profile.traits()).containsKey("favouriteColour"));
        Profile service =
                aino.awaitProfile(
                        "service",
                        profile -> {
                            assertThat(profile.sum("Order Completed", "total"))
                                    .isEqualByComparingTo("42.5");
                            assertThat(profile.traits()).containsKey("loyaltyTier");
                        });

        assertThat(analytics.traits()).doesNotContainKeys("email", "favouriteColour");
        assertThat(marketing.sum(tasted, "cups")).isEqualByComparingTo("2");
        assertThat(marketing.count("Order Completed")).isZero();
        assertThat(marketing.traits())
                .containsEntry("email", aino.email())
                .doesNotContainKey("loyaltyTier");
        assertThat(service.sum(tasted, "cups")).isEqualTo(BigDecimal.ZERO);
        assertThat(service.traits())
                .containsEntry("email", aino.email())
                .doesNotContainKey("favouriteColour");
    }

    @Test
    void purposeThatTheTokenDoesNotNameIsRefused(Platform platform, Brand brand) {
        Person aino = brand.customer("Aino");

        platform.as("marketing", Stack.PROFILE)
                .body(Map.of("identifier", aino.identifier(), "purpose", "service"))
                .post("/v1/profiles/lookup")
                .then()
                .statusCode(403)
                .body("code", equalTo("PURPOSE_NOT_ALLOWED"));
    }
}
