package org.purposecdp.e2e.journey;

import java.util.Map;
import java.util.function.UnaryOperator;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.purposecdp.e2e.brand.Brand;
import org.purposecdp.e2e.brand.Identity;
import org.purposecdp.e2e.brand.Message;
import org.purposecdp.e2e.brand.Outcome;
import org.purposecdp.e2e.platform.OnPlatform;
import org.purposecdp.e2e.platform.Platform;
import org.purposecdp.local.Stack;

import static org.assertj.core.api.Assertions.assertThat;

/** An address is one, however a program spells what a person sees. */
@OnPlatform
class SameAddressIT {
    enum Spelling {
        ZERO_WIDTH_SPACE(seen -> seen.replace("@", "\u200B@")),
        SOFT_HYPHEN(seen -> seen.replace("kathe", "kat\u00ADhe")),
        BYTE_ORDER_MARK(seen -> "\uFEFF" + seen),
        PUNYCODE(seen -> seen.replace("münchen", "xn--mnchen-3ya")),
        MAILTO(seen -> "mailto:" + seen),
        NAMED(seen -> "Käthe Meyer <" + seen + ">"),
        FULL_WIDTH_DOT(seen -> seen.replace(".example", "\uFF0Eexample"));

        private final UnaryOperator<String> of;

        Spelling(UnaryOperator<String> of) {
            this.of = of;
        }
    }

    @ParameterizedTest
    @EnumSource(Spelling.class)
    void withdrawalOfTheAddressAsItIsSeenHoldsHoweverItIsSpelt(
            Spelling spelling, Platform platform, Brand brand) {
        String seen = "kathe-" + spelling.ordinal() + "-" + brand.id() + "@münchen.example";
        String spelt = spelling.of.apply(seen);
        decide(platform, "GRANT", spelt);
        Message first = Message.identify().anonymousId("till-1-" + seen).email(spelt);
        brand.shop().send(first.trait("favouriteColour", "blue"));
        String profileId =
                new Identity(platform)
                        .awaitProfile(
                                "email",
                                seen,
                                "marketing",
                                profile ->
                                        assertThat(profile.traits()).containsKey("favouriteColour"))
                        .id();

        decide(platform, "WITHDRAW", seen);
        Message second = Message.identify().anonymousId("till-2-" + seen).email(spelt);
        brand.shop().send(second.trait("favouriteDish", "pizza"));

        Outcome outcome = brand.person("Käthe").outcome(brand.shop(), second);
        assertThat(outcome.of("demographic")).isEqualTo("REFUSED");
        assertThat(outcome.reason("demographic")).isEqualTo("CONSENT_WITHDRAWN");
        assertThat(new Identity(platform).profile("email", spelt, "marketing"))
                .hasValueSatisfying(
                        profile -> {
                            assertThat(profile.id()).isEqualTo(profileId);
                            assertThat(profile.traits())
                                    .doesNotContainKeys("favouriteColour", "favouriteDish");
                        });
    }

    private static void decide(Platform platform, String decision, String email) {
        platform.as("service-desk", Stack.CONSENT)
                .header("Prefer", "enforced, wait=30")
                .body(
                        Map.of(
                                "identifier",
                                Map.of("namespace", "email", "value", email),
                                "purpose",
                                "marketing",
                                "decision",
                                decision))
                .post("/v1/consents")
                .then()
                .statusCode(201);
    }
}
