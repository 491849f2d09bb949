package org.purposecdp.e2e.journey;

import org.junit.jupiter.api.Test;

import org.purposecdp.e2e.brand.Brand;
import org.purposecdp.e2e.brand.Message;
import org.purposecdp.e2e.brand.Person;
import org.purposecdp.e2e.brand.Profile;
import org.purposecdp.e2e.platform.OnPlatform;

import static org.assertj.core.api.Assertions.assertThat;

/** What comes first, a person's record or their consent, changes nothing. */
@OnPlatform
class EitherOrderIT {

    @Test
    void recordAndConsentInEitherOrderGiveTheSameProfile(Brand brand) {
        Person consentedFirst = brand.person("Helmi");
        consentedFirst.grants("marketing");
        brand.shop().send(record(brand, consentedFirst));
        Profile one = consentedFirst.awaitProfile("marketing", this::isWhole);

        Person seenFirst = brand.person("Helmi");
        Message record = record(brand, seenFirst);
        brand.shop().send(record);
        assertThat(seenFirst.outcome(brand.shop(), record).of("demographic")).isEqualTo("HELD");
        seenFirst.grants("marketing");
        Profile other = seenFirst.awaitProfile("marketing", this::isWhole);

        assertThat(withoutIdentifiers(other)).isEqualTo(withoutIdentifiers(one));
        assertThat(seenFirst.outcome(brand.shop(), record).of("demographic")).isEqualTo("MERGED");
    }

    @Test
    void recordBeforeAContractIsHeldUntilItIsThere(Brand brand) {
        Person helmi = brand.person("Helmi");
        helmi.isGivenTheNotice();
        Message order = helmi.track("Order Completed").property("total", 12);
        brand.store().send(order);
        helmi.awaitProfile("analytics", profile -> assertThat(profile.id()).isNotNull());
        assertThat(helmi.profile("service")).hasValueSatisfying(this::showsNoOrder);

        helmi.hasContract();

        helmi.awaitProfile(
                "service", profile -> assertThat(profile.count("Order Completed")).isOne());
    }

    private static Message record(Brand brand, Person person) {
        return person.track(brand.event("Offer Opened"))
                .trait("favouriteColour", "blue")
                .property("score", 7);
    }

    private void isWhole(Profile profile) {
        assertThat(profile.traits()).containsEntry("favouriteColour", "blue");
        assertThat(profile.events()).hasSize(1);
    }

    private void showsNoOrder(Profile profile) {
        assertThat(profile.count("Order Completed")).isZero();
    }

    private static String withoutIdentifiers(Profile profile) {
        return profile.shown()
                .toString()
                .replaceAll("helmi-\\d+", "helmi")
                .replaceAll("activity=[^,}]+", "activity");
    }
}
