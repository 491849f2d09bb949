package org.purposecdp.e2e.journey;

import java.time.Duration;
import java.time.Instant;

import org.junit.jupiter.api.Test;

import org.purposecdp.e2e.brand.Brand;
import org.purposecdp.e2e.brand.Message;
import org.purposecdp.e2e.brand.Outcome;
import org.purposecdp.e2e.brand.Person;
import org.purposecdp.e2e.platform.OnPlatform;

import static org.assertj.core.api.Assertions.assertThat;

/** Consent tools repeat themselves, and records come late. */
@OnPlatform
class LateWordIT {

    @Test
    void yesThatComesLateDoesNotPassTheNoThatWasSaidAfterIt(Brand brand) throws Exception {
        Instant now = Instant.now();
        Person aino = brand.person("Aino");
        said(brand, aino, false, now.minus(Duration.ofHours(3)));
        said(brand, aino, false, now.minus(Duration.ofHours(1)));

        said(brand, aino, true, now.minus(Duration.ofHours(2)));
        // A word that were heard would have been by then.
        Thread.sleep(2000);
        Message later = colour(aino);
        brand.app().send(later);

        Outcome outcome = aino.outcome(brand.app(), later);
        assertThat(outcome.of("demographic")).isEqualTo("REFUSED");
        assertThat(outcome.reason("demographic")).isEqualTo("CONSENT_REFUSED");
    }

    private static Outcome said(Brand brand, Person person, boolean granted, Instant at) {
        Message message = colour(person).consent("Advertising", granted).at(at);
        brand.app().send(message);
        return person.outcome(brand.app(), message);
    }

    private static Message colour(Person person) {
        return Message.identify()
                .anonymousId(person.anonymousId())
                .trait("favouriteColour", "blue");
    }
}
