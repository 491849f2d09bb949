package org.purposecdp.e2e.journey;

import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import org.purposecdp.e2e.brand.Brand;
import org.purposecdp.e2e.brand.ConsentAnswer;
import org.purposecdp.e2e.brand.Message;
import org.purposecdp.e2e.brand.Outcome;
import org.purposecdp.e2e.brand.Person;
import org.purposecdp.e2e.brand.Webhook;
import org.purposecdp.e2e.platform.OnPlatform;

import static org.assertj.core.api.Assertions.assertThat;

/** A list of people who said "no" elsewhere, loaded before any of them was seen. */
@OnPlatform
class OptOutFirstIT {

    @Test
    void optOutLoadedBeforeAnybodyWasSeenHoldsWhenTheyAppear(Brand brand) {
        String opened = brand.event("Offer Opened");
        try (Webhook webhook = brand.webhookOn(opened, "marketing")) {
            List<Person> optedOut =
                    Stream.of("Aino", "Eino", "Greta", "Hans", "Iris").map(brand::person).toList();
            Person willing = brand.person("Wilma");
            for (Person person : optedOut) {
                ConsentAnswer answer = person.refuses("marketing");
                assertThat(answer.subjectVersion()).as("nobody bears the address").isNull();
            }
            willing.grants("marketing");

            List<Message> records =
                    optedOut.stream()
                            .map(
                                    person ->
                                            person.trackAsGuest(opened)
                                                    .trait("favouriteColour", "blue")
                                                    .consent("analytics", true))
                            .toList();
            brand.web().sendAll(records);
            brand.shop().send(willing.track(opened));

            for (int i = 0; i < records.size(); i++) {
                Outcome outcome = optedOut.get(i).outcome(brand.web(), records.get(i));
                assertThat(outcome.of("demographic")).isEqualTo("REFUSED");
                assertThat(outcome.reason("demographic")).isEqualTo("CONSENT_REFUSED");
            }
            brand.deliveries().awaitSettled(1);
            assertThat(webhook.accepted()).hasSize(1);
            assertThat(webhook.forged()).isEmpty();
            for (Person person : optedOut) {
                assertThat(person.profile("marketing"))
                        .hasValueSatisfying(
                                profile ->
                                        assertThat(profile.traits())
                                                .doesNotContainKey("favouriteColour"));
            }
        }
    }
}
