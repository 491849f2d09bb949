package org.purposecdp.e2e.journey;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.restassured.response.Response;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import org.purposecdp.e2e.brand.Brand;
import org.purposecdp.e2e.brand.Message;
import org.purposecdp.e2e.brand.Outcome;
import org.purposecdp.e2e.brand.Person;
import org.purposecdp.e2e.platform.OnPlatform;
import org.purposecdp.e2e.platform.Platform;
import org.purposecdp.local.Stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.purposecdp.e2e.platform.SharedRegister.OFFICER;

/** What a tool repeats with every event gives nobody back what they took. */
@OnPlatform
class StateIsNotAnActIT {
    private static final Duration ENFORCED = Duration.ofSeconds(20);

    @Test
    void theSameStateOnANewNodeBringsBackNothingThatWasWithdrawn(Brand brand) {
        Person aino = agreedAndWithdrew(brand, Map.of("Advertising", true));

        Message more =
                aino.identify()
                        .trait("firstName", "Aino")
                        .trait("favouriteDish", "kalakukko")
                        .consent("Advertising", true);
        brand.shop().send(more);

        refusedAsWithdrawn(aino.outcome(brand.shop(), more));
    }

    @Test
    void turningSomethingElseOffBringsBackNothing(Brand brand) {
        Person aino = agreedAndWithdrew(brand, Map.of("Advertising", true, "analytics", true));

        Message off =
                aino.identify()
                        .trait("favouriteDish", "kalakukko")
                        .consents(Map.of("Advertising", true, "analytics", false));
        brand.shop().send(off);
        refusedAsWithdrawn(aino.outcome(brand.shop(), off));
        Message later = aino.identify().trait("favouriteSeason", "winter");
        brand.shop().send(later);

        refusedAsWithdrawn(aino.outcome(brand.shop(), later));
    }

    @Test
    void aConsentEventAfterTheWithdrawalIsHeard(Brand brand) {
        Person aino = agreedAndWithdrew(brand, Map.of("Advertising", true));

        brand.shop()
                .send(
                        aino.track("Segment Consent Preference Updated")
                                .consent("Advertising", true));
        Awaitility.await("the act to be heard")
                .atMost(Platform.PATIENCE)
                .until(() -> permitted(brand, aino));
        Message later = aino.identify().trait("favouriteSeason", "winter");
        brand.shop().send(later);

        assertThat(aino.outcome(brand.shop(), later).of("demographic")).isEqualTo("MERGED");
    }

    @Test
    void anEditOfWhatWordsMeanGrantsNothingAnew(Brand brand) {
        String word = "Ads " + brand.id();
        Person aino = agreedAndWithdrew(brand, Map.of("Advertising", true, word, true));

        addSignal(brand, word);
        Message same =
                aino.identify()
                        .trait("favouriteDish", "kalakukko")
                        .consents(Map.of("Advertising", true, word, true));
        brand.shop().send(same);

        refusedAsWithdrawn(aino.outcome(brand.shop(), same));
        assertThat(permitted(brand, aino)).isFalse();
    }

    @Test
    void aLaptopsOldYesLiftsNeitherThePhonesNoNorTheDesks(Brand brand) {
        Person aino = agreedAndWithdrew(brand, Map.of("Advertising", true));
        brand.web().send(browser(aino, "laptop").consent("Advertising", true));
        brand.web().send(browser(aino, "phone").consent("Advertising", false));

        Message laptops =
                browser(aino, "laptop")
                        .trait("favouriteDish", "kalakukko")
                        .consent("Advertising", true);
        brand.web().send(laptops);
        Message shops = aino.identify().trait("favouriteSeason", "winter");
        brand.shop().send(shops);

        assertThat(aino.outcome(brand.web(), laptops).of("demographic")).isEqualTo("REFUSED");
        refusedAsWithdrawn(aino.outcome(brand.shop(), shops));
    }

    @Test
    void aNewDevicesFirstNoCountsThoughAnotherSaysYes(Brand brand) {
        Person aino = brand.person("Aino");
        brand.shop().send(aino.identify().consent("Advertising", true));
        Awaitility.await().atMost(Platform.PATIENCE).until(() -> permitted(brand, aino));

        brand.app()
                .send(
                        aino.identify()
                                .anonymousId("phone-" + aino.userId())
                                .consent("Advertising", false));

        Awaitility.await("the phone's no to be heard")
                .atMost(Platform.PATIENCE)
                .until(() -> !permitted(brand, aino));
        brand.shop().send(aino.identify().consent("Advertising", true).trait("motto", "x"));
        assertThat(permitted(brand, aino)).isFalse();
    }

    private static Message browser(Person person, String name) {
        return Message.identify().anonymousId(name + "-" + person.userId()).email(person.email());
    }

    private static Person agreedAndWithdrew(Brand brand, Map<String, Boolean> words) {
        Person aino = brand.person("Aino");
        brand.shop().send(aino.identify().trait("favouriteColour", "blue").consents(words));
        aino.awaitProfile(
                "marketing",
                profile -> assertThat(profile.traits()).containsKey("favouriteColour"));
        assertThat(aino.withdraws("marketing", ENFORCED).state()).isEqualTo("enforced");
        return aino;
    }

    private static void refusedAsWithdrawn(Outcome outcome) {
        assertThat(outcome.of("demographic")).isEqualTo("REFUSED");
        assertThat(outcome.reason("demographic")).isEqualTo("CONSENT_WITHDRAWN");
    }

    private static boolean permitted(Brand brand, Person person) {
        return brand.platform()
                .as(OFFICER, Stack.CONSENT)
                .body(
                        Map.of(
                                "identifier",
                                person.identifier(),
                                "use",
                                "STORE",
                                "purpose",
                                "marketing",
                                "category",
                                "demographic"))
                .post("/v1/decisions")
                .then()
                .statusCode(200)
                .extract()
                .path("permitted");
    }

    private static void addSignal(Brand brand, String word) {
        Response now = brand.platform().as(OFFICER, Stack.CONSENT).get("/v1/purposes/marketing");
        Map<String, Object> body = now.jsonPath().getMap("$");
        List<String> signals = new java.util.ArrayList<>(now.jsonPath().getList("signals"));
        signals.add(word);
        body.put("signals", signals);
        body.remove("signalsFrom");
        brand.platform()
                .as(OFFICER, Stack.CONSENT)
                .header("If-Match", now.header("ETag"))
                .body(body)
                .put("/v1/purposes/marketing")
                .then()
                .statusCode(200);
    }
}
