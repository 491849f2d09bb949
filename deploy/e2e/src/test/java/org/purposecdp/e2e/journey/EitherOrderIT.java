package org.purposecdp.e2e.journey;

import java.time.Duration;
import java.time.Instant;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import org.purposecdp.e2e.brand.Brand;
import org.purposecdp.e2e.brand.Message;
import org.purposecdp.e2e.brand.Outcome;
import org.purposecdp.e2e.brand.Person;
import org.purposecdp.e2e.brand.Profile;
import org.purposecdp.e2e.platform.OnPlatform;
import org.purposecdp.e2e.platform.Platform;

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
        Instant said = Instant.now().minusSeconds(1);
        Message record = record(brand, seenFirst);
        brand.shop().send(record);
        assertThat(seenFirst.outcome(brand.shop(), record).of("demographic")).isEqualTo("HELD");
        seenFirst.granted("marketing", said);
        Profile other = seenFirst.awaitProfile("marketing", this::isWhole);

        assertThat(withoutIdentifiers(other)).isEqualTo(withoutIdentifiers(one));
        assertThat(seenFirst.outcome(brand.shop(), record).of("demographic")).isEqualTo("MERGED");
    }

    @Test
    void grantOfNowAdmitsNothingOfBefore(Brand brand) {
        brand.holdsFor(Duration.ofSeconds(15));
        Person helmi = brand.person("Helmi");
        Message before = record(brand, helmi);
        brand.shop().send(before);
        assertThat(helmi.outcome(brand.shop(), before).of("demographic")).isEqualTo("HELD");

        helmi.grants("marketing");
        Message after = helmi.track(brand.event("Offer Opened")).trait("favouriteSeason", "winter");
        brand.shop().send(after);

        Profile profile =
                helmi.awaitProfile(
                        "marketing",
                        shown -> assertThat(shown.traits()).containsKey("favouriteSeason"));
        assertThat(profile.traits()).doesNotContainKey("favouriteColour");
        Awaitility.await("the end of the hold")
                .atMost(Platform.PATIENCE)
                .untilAsserted(
                        () -> {
                            Outcome outcome = helmi.outcome(brand.shop(), before);
                            assertThat(outcome.of("demographic")).isEqualTo("REFUSED");
                            assertThat(outcome.reason("demographic")).isEqualTo("NO_CONSENT");
                        });
        assertThat(helmi.outcome(brand.shop(), after).of("demographic")).isEqualTo("MERGED");
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
