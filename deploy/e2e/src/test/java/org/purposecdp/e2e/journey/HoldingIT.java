package org.purposecdp.e2e.journey;

import java.util.Map;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import org.purposecdp.e2e.brand.Brand;
import org.purposecdp.e2e.brand.Message;
import org.purposecdp.e2e.brand.Outcome;
import org.purposecdp.e2e.brand.Person;
import org.purposecdp.e2e.brand.Source;
import org.purposecdp.e2e.platform.OnPlatform;
import org.purposecdp.e2e.platform.Platform;
import org.purposecdp.local.Stack;

import static org.assertj.core.api.Assertions.assertThat;

/** To hold what is not decided is processing too; what a person restricted stays, and rests. */
@OnPlatform
class HoldingIT {

    @Test
    void objectionToHoldingEndsIt(Brand brand) {
        Person helmi = brand.person("Helmi");
        Message held = heldOf(brand, helmi);

        helmi.objects("pending-decision");

        awaitRefused(helmi, brand.shop(), held, "OBJECTED");
        Message next = colour(helmi);
        brand.shop().send(next);
        assertRefused(helmi.outcome(brand.shop(), next), "OBJECTED");
    }

    @Test
    void restrictionEndsHolding(Brand brand) {
        Person juergen = brand.person("Juergen");
        Message held = heldOf(brand, juergen);

        juergen.restricts("*");

        awaitRefused(juergen, brand.shop(), held, "RESTRICTED");
    }

    @Test
    void restrictedCustomersNextInvoiceIsCollectedAndTheRestIsNot(Brand brand) {
        brand.claimsInvoices();
        Person aino = brand.customer("Aino");
        Message first = order(aino, 10);
        brand.store().send(first);
        aino.awaitProfile(
                "service",
                profile -> {
                    assertThat(profile.count("Order Completed")).isOne();
                    assertThat(profile.traits()).containsKey("email");
                });

        aino.restricts("*");
        Message next = order(aino, 12);
        brand.store().send(next);

        Outcome outcome = aino.outcome(brand.store(), next);
        assertThat(outcome.of("transactional")).isEqualTo("MERGED");
        assertThat(outcome.of("contact")).isEqualTo("REFUSED");
        assertThat(outcome.reason("contact")).isEqualTo("RESTRICTED");
        aino.awaitProfile(
                "service",
                profile -> {
                    assertThat(profile.count("Order Completed")).isEqualTo(2);
                    assertThat(profile.traits()).isEmpty();
                });
        Outcome kept = aino.outcome(brand.store(), first);
        assertThat(kept.of("contact")).as("restricted, not erased").isEqualTo("MERGED");
        assertThat(kept.reason("contact")).isEqualTo("RESTRICTED");
    }

    @Test
    void strangersRestrictionByAnUnverifiedLinkStopsNothing(Brand brand) {
        Person aino = brand.customer("Aino");
        brand.store().send(order(aino, 10));
        aino.awaitProfile(
                "service", profile -> assertThat(profile.count("Order Completed")).isOne());
        String browser = "stranger-" + brand.id();
        Message typed =
                Message.identify()
                        .anonymousId(browser)
                        .email(aino.email())
                        .trait("favouriteDish", "pizza")
                        .consent("Advertising", true);
        brand.web().send(typed);
        assertThat(aino.outcome(brand.web(), typed).of("demographic")).isNotNull();

        brand.platform()
                .as("service-desk", Stack.CONSENT)
                .header("Prefer", "enforced, wait=" + Platform.PATIENCE.toSeconds())
                .body(
                        Map.of(
                                "identifier",
                                Map.of("namespace", "anonymous_id", "value", browser),
                                "purpose",
                                "*",
                                "decision",
                                "RESTRICT"))
                .post("/v1/consents")
                .then()
                .statusCode(201);
        Message next = order(aino, 12);
        brand.store().send(next);

        assertThat(aino.outcome(brand.store(), next).of("transactional")).isEqualTo("MERGED");
        aino.awaitProfile(
                "service", profile -> assertThat(profile.count("Order Completed")).isEqualTo(2));
    }

    /** Nobody has said anything about it yet. */
    private static Message heldOf(Brand brand, Person person) {
        Message message = colour(person);
        brand.shop().send(message);
        assertThat(person.outcome(brand.shop(), message).of("demographic")).isEqualTo("HELD");
        return message;
    }

    private static Message colour(Person person) {
        return person.identify().trait("favouriteColour", "blue");
    }

    private static Message order(Person person, int total) {
        return person.track("Order Completed").property("total", total);
    }

    private static void awaitRefused(Person person, Source source, Message message, String reason) {
        Awaitility.await("the end of the hold")
                .atMost(Platform.PATIENCE)
                .untilAsserted(() -> assertRefused(person.outcome(source, message), reason));
    }

    private static void assertRefused(Outcome outcome, String reason) {
        assertThat(outcome.byCategory().values()).containsOnly("REFUSED");
        assertThat(outcome.reasons().values()).containsOnly(reason);
    }
}
