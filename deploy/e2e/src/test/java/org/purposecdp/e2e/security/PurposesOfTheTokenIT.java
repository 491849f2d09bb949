package org.purposecdp.e2e.security;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.Test;

import org.purposecdp.e2e.brand.Brand;
import org.purposecdp.e2e.brand.Person;
import org.purposecdp.e2e.platform.OnPlatform;
import org.purposecdp.e2e.platform.Platform;
import org.purposecdp.local.Stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.purposecdp.e2e.platform.SharedRegister.OFFICER;

/** What consent-service tells of a person, and takes for one, goes by the token's purposes. */
@OnPlatform
class PurposesOfTheTokenIT {

    @Test
    void whoAsksTheRuleAsksForAPurposeOfItsToken(Platform platform, Brand brand) {
        Person aino = brand.person("Aino");

        ask(platform, "service-desk", aino, "marketing", null)
                .statusCode(403)
                .body("code", equalTo("PURPOSE_NOT_ALLOWED"));
        ask(platform, "service-desk", aino, "service", null).statusCode(200);
        ask(platform, "marketing", aino, "marketing", null).statusCode(403);
    }

    @Test
    void whoAsksWhatMayBeReadAsksForItself(Platform platform, Brand brand) {
        Person aino = brand.person("Aino");

        ask(platform, "service-desk", aino, "service", "marketing")
                .statusCode(403)
                .body("code", equalTo("PARTY_NOT_ALLOWED"));
        ask(platform, "service-desk", aino, "service", "service-desk").statusCode(200);
        ask(platform, OFFICER, aino, "marketing", "marketing").statusCode(200);
    }

    @Test
    void dataAroseBeforeItIsAskedAbout(Platform platform, Brand brand) {
        Map<String, Object> question = question(brand.person("Aino"), "service", null);
        question.put("at", "2026-01-01T00:00:00Z");
        question.put("arose", "2026-01-02T00:00:00Z");

        platform.as("service-desk", Stack.CONSENT)
                .body(question)
                .post("/v1/decisions")
                .then()
                .statusCode(400);
    }

    @Test
    void aSubjectIsShownAsFarAsTheTokensPurposesGo(Platform platform, Brand brand) {
        Person aino = brand.customer("Aino");
        aino.grants("marketing");
        aino.objects("service");
        brand.shop().send(aino.identify());
        String profileId = aino.awaitProfile("marketing", profile -> {}).id();

        assertThat(purposes(platform, OFFICER, profileId)).contains("marketing", "service");
        assertThat(purposes(platform, "service-desk", profileId))
                .contains("service")
                .doesNotContain("marketing");
    }

    private static List<String> purposes(Platform platform, String client, String profileId) {
        return platform.as(client, Stack.CONSENT)
                .get("/v1/subjects/" + profileId)
                .then()
                .statusCode(200)
                .extract()
                .path("decisions.purpose");
    }

    /** Its token names neither, and it is of no desk. */
    @Test
    void aSystemGrantsForItsPurposesAloneAndRefusesForAny(Platform platform, Brand brand) {
        Person aino = brand.person("Aino");

        decide(platform, "admin", aino.consent("GRANT", "pending-decision"))
                .statusCode(403)
                .body("code", equalTo("PURPOSE_NOT_ALLOWED"));
        decide(platform, "admin", aino.consent("OBJECT", "pending-decision")).statusCode(201);
        decide(platform, "service-desk", aino.consent("GRANT", "marketing")).statusCode(201);
    }

    @Test
    void theEndOfARestrictionIsWrittenDownByPeople(Platform platform, Brand brand) {
        Person aino = brand.person("Aino");

        decide(platform, "admin", aino.consent("RESTRICT", "*")).statusCode(201);
        decide(platform, "admin", aino.consent("UNRESTRICT", "*")).statusCode(403);
        decide(platform, "service-desk", aino.consent("UNRESTRICT", "*")).statusCode(201);
        decide(platform, OFFICER, aino.consent("UNRESTRICT", "*")).statusCode(201);
    }

    @Test
    void decisionsThatContradictThemselvesAreRefusedWithWhatIsAccepted(
            Platform platform, Brand brand) {
        Person aino = brand.person("Aino");
        refused(platform, aino.consent("GRANT", "*"), null, null, "GDPR Art. 4(11)");
        refused(platform, aino.consent("GRANT", "marketing"), "channel", "NONE", "EMAIL");
        refused(platform, aino.consent("GRANT", "marketing"), "channel", "ADVERTISING", "EMAIL");
        refused(platform, aino.consent("RESTRICT", "*"), "channel", "EMAIL", "channel");
        refused(platform, aino.consent("WITHDRAW", "marketing"), "justThis", true, "justThis");
        refused(platform, aino.consent("OBJECT", "*"), "justThis", true, "justThis");
        refused(platform, aino.consent("OBJECT", "marketing"), "justthis", true, "justThis");

        Map<String, Object> justThis = aino.consent("OBJECT", "marketing");
        justThis.put("justThis", true);
        decide(platform, "service-desk", justThis).statusCode(201).body("holds", equalTo(true));
    }

    private static void refused(
            Platform platform, Map<String, Object> body, String field, Object value, String told) {
        if (field != null) {
            body.put(field, value);
        }
        String detail =
                decide(platform, "service-desk", body).statusCode(400).extract().path("detail");
        assertThat(detail).contains(told);
    }

    private static ValidatableResponse decide(
            Platform platform, String client, Map<String, Object> body) {
        return platform.as(client, Stack.CONSENT).body(body).post("/v1/consents").then();
    }

    private static ValidatableResponse ask(
            Platform platform, String client, Person person, String purpose, String party) {
        return platform.as(client, Stack.CONSENT)
                .body(question(person, purpose, party))
                .post("/v1/decisions")
                .then();
    }

    private static Map<String, Object> question(Person person, String purpose, String party) {
        Map<String, Object> question = new LinkedHashMap<>();
        question.put("identifier", person.identifier());
        question.put("use", "READ");
        question.put("purpose", purpose);
        question.put("category", "contact");
        if (party != null) {
            question.put("party", party);
        }
        return question;
    }
}
