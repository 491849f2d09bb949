package org.purposecdp.e2e.journey;

import org.junit.jupiter.api.Test;

import org.purposecdp.e2e.brand.Brand;
import org.purposecdp.e2e.brand.Message;
import org.purposecdp.e2e.brand.Person;
import org.purposecdp.e2e.brand.Profile;
import org.purposecdp.e2e.platform.OnPlatform;

import static org.assertj.core.api.Assertions.assertThat;

/** Who is one person, and who is not. */
@OnPlatform
class OneProfileIT {

    @Test
    void twoRecordsOfOnePersonBecomeOneProfile(Brand brand) {
        Person aino = brand.customer("Aino");
        aino.grants("marketing");

        brand.app().send(aino.identify().trait("favouriteColour", "blue"));
        brand.shop().send(aino.identifyAsGuest().trait("favouriteDish", "kalakukko"));
        brand.shop().send(aino.track("Order Completed").property("total", 30));

        Profile forMarketing =
                aino.awaitProfile(
                        "marketing",
                        profile ->
                                assertThat(profile.traits())
                                        .containsEntry("favouriteColour", "blue")
                                        .containsEntry("favouriteDish", "kalakukko"));
        Profile forService =
                aino.awaitProfile(
                        "service", profile -> assertThat(profile.count("Order Completed")).isOne());
        assertThat(forService.id()).isEqualTo(forMarketing.id());
        assertThat(forMarketing.sources())
                .containsEntry("favouriteColour", brand.app().id())
                .containsEntry("favouriteDish", brand.shop().id());
    }

    @Test
    void peopleWhoShareNothingStayApart(Brand brand) {
        Person aino = brand.customer("Aino");
        Person eino = brand.customer("Eino");
        aino.grants("marketing");
        eino.grants("marketing");

        brand.shop()
                .send(
                        aino.identify().trait("favouriteColour", "blue"),
                        eino.identify().trait("favouriteColour", "red"));

        Profile ainos =
                aino.awaitProfile(
                        "marketing",
                        profile ->
                                assertThat(profile.traits())
                                        .containsEntry("favouriteColour", "blue"));
        Profile einos =
                eino.awaitProfile(
                        "marketing",
                        profile ->
                                assertThat(profile.traits())
                                        .containsEntry("favouriteColour", "red"));
        assertThat(ainos.id()).isNotEqualTo(einos.id());
    }

    @Test
    void laterRecordThatNamesBothMakesOneProfileOfTwo(Brand brand) {
        Person aino = brand.customer("Aino");
        aino.grants("marketing");
        Message anonymous =
                Message.identify()
                        .anonymousId(aino.anonymousId())
                        .trait("favouriteSeason", "winter")
                        .consent("Advertising", true);
        brand.web().send(anonymous);
        brand.shop().send(aino.identify().trait("favouriteColour", "blue"));
        aino.awaitProfile(
                "marketing",
                profile ->
                        assertThat(profile.traits())
                                .containsEntry("favouriteColour", "blue")
                                .doesNotContainKey("favouriteSeason"));

        brand.app().send(aino.identify().anonymousId(aino.anonymousId()));

        aino.awaitProfile(
                "marketing",
                profile ->
                        assertThat(profile.traits())
                                .containsEntry("favouriteColour", "blue")
                                .containsEntry("favouriteSeason", "winter"));
    }
}
