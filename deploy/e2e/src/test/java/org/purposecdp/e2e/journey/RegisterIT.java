package org.purposecdp.e2e.journey;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import org.purposecdp.e2e.brand.Brand;
import org.purposecdp.e2e.brand.Person;
import org.purposecdp.e2e.platform.OnPlatform;
import org.purposecdp.e2e.platform.Platform;
import org.purposecdp.local.Stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.purposecdp.e2e.platform.SharedRegister.OFFICER;

/** What the register takes, what it keeps as it is, and what it lets go. */
@OnPlatform
class RegisterIT {

    @Test
    void anActivitysBasisCannotBeChangedInPlace(Platform platform, Brand brand) {
        String activity = "/v1/activities/newsletter-" + purpose(platform, brand);
        put(platform, activity, activity(brand, "CONSENT"), null).statusCode(201);

        put(platform, activity, activity(brand, "CONTRACT"), "*")
                .statusCode(409)
                .body("code", equalTo("BASIS_FIXED"));
        officer(platform).get(activity).then().body("basis", equalTo("CONSENT"));
    }

    @Test
    void anActivityIsDescribedByTheVersionOfItsNoticeThatIsInForceWhenItIsRegistered(
            Platform platform, Brand brand) {
        String notice = notice(platform, brand, 1);
        String activity = "/v1/activities/newsletter-" + purpose(platform, brand);
        Map<String, Object> body = activity(brand, "CONSENT");
        body.put("notice", notice);
        put(platform, activity, body, null)
                .statusCode(201)
                .body("describedBy.notice", equalTo(notice))
                .body("describedBy.version", equalTo(1))
                .body("notice", nullValue());

        put(platform, "/v1/notices/" + notice, versions(1, 2), "*").statusCode(200);

        put(platform, activity, body, null).statusCode(200).body("describedBy.version", equalTo(1));
        body.remove("notice");
        body.put("describedBy", Map.of("notice", notice, "version", 3));
        put(platform, activity, body, "*")
                .statusCode(404)
                .body("code", equalTo("UNKNOWN_NOTICE"))
                .body("detail", containsString("[1, 2]"));
        body.put("describedBy", Map.of("notice", notice, "version", 2));
        put(platform, activity, body, "*").statusCode(200);
    }

    @Test
    void whatAnActivityIsNotIsSaidWithWhatItMayBe(Platform platform, Brand brand) {
        String activity = "/v1/activities/newsletter-" + purpose(platform, brand);

        refused(platform, activity, brand, "noticeWithin", "P32D", "P31D");
        refused(platform, activity, brand, "noticeWithin", "a month", "noticeWithin");
        refused(platform, activity, brand, "terminalExemption", " ", "terminalExemption");
        refused(platform, activity, brand, "despiteRestriction", "PROFIT", "LEGAL_CLAIMS");
        refused(platform, activity, brand, "describedBy", List.of(), "describedBy");
        refused(platform, activity, brand, "describedby", Map.of(), "describedBy");
        officer(platform).get(activity).then().statusCode(404);
    }

    private static void refused(
            Platform platform, String path, Brand brand, String field, Object value, String told) {
        Map<String, Object> body = activity(brand, "CONSENT");
        body.put(field, value);
        put(platform, path, body, null).statusCode(400).body("detail", containsString(told));
    }

    @Test
    void aWordCountsFromTheEditThatBringsItIn(Platform platform, Brand brand) {
        String purpose = "/v1/purposes/" + purpose(platform, brand);
        String from = officer(platform).get(purpose).path("from");
        assertThat(Instant.parse(from)).isBeforeOrEqualTo(Instant.now());

        put(platform, purpose, Map.of("name", "Offers", "signals", List.of("Ads", "New")), "*")
                .statusCode(200)
                .body("from", equalTo(from))
                .body("signalsFrom", hasKey("New"))
                .body("signalsFrom", not(hasKey("Ads")));
    }

    @Test
    void whatIsReferredToIsDeletedOnlyAfterWhatRefersToIt(Platform platform, Brand brand) {
        String purpose = purpose(platform, brand);
        String notice = notice(platform, brand, 1);
        String activity = "newsletter-" + purpose;
        Map<String, Object> body = activity(brand, "CONSENT");
        body.put("notice", notice);
        put(platform, "/v1/activities/" + activity, body, null).statusCode(201);

        for (String entry : List.of("/v1/purposes/" + purpose, "/v1/notices/" + notice)) {
            officer(platform).delete(entry).then().statusCode(428);
            delete(platform, entry, "\"7\"").statusCode(412);
            delete(platform, entry, "\"1\"")
                    .statusCode(409)
                    .body("code", equalTo("IN_USE"))
                    .body("detail", containsString(activity));
        }
        for (String entry :
                List.of(
                        "/v1/activities/" + activity,
                        "/v1/purposes/" + purpose,
                        "/v1/notices/" + notice)) {
            delete(platform, entry, "\"1\"").statusCode(204);
            officer(platform).get(entry).then().statusCode(404);
            delete(platform, entry, "*").statusCode(404);
        }
        officer(platform)
                .get("/v1/policy")
                .then()
                .body("purposes.id", not(hasItem(purpose)))
                .body("activities.id", not(hasItem(activity)))
                .body("notices.id", not(hasItem(notice)));
    }

    @Test
    void whatPeopleWereToldOrDecidedAboutStays(Platform platform, Brand brand) {
        Person aino = brand.person("Aino");
        String notice = notice(platform, brand, 1);
        String purpose = purpose(platform, brand);
        platform.as("service-desk", Stack.CONSENT)
                .body(Map.of("identifier", aino.identifier(), "version", 1))
                .post("/v1/notices/" + notice + "/given")
                .then()
                .statusCode(201);
        aino.refuses(purpose);

        delete(platform, "/v1/notices/" + notice, "*")
                .statusCode(409)
                .body("detail", containsString("on file"));
        delete(platform, "/v1/purposes/" + purpose, "*")
                .statusCode(409)
                .body("detail", containsString("on file"));
    }

    /** Whichever is registered first. */
    @Test
    void thePolicyKnowsTheSourcesThatIdentityServiceRegisters(Platform platform, Brand brand) {
        Awaitility.await("the policy names the shop")
                .atMost(Platform.PATIENCE)
                .untilAsserted(
                        () -> {
                            Response policy = officer(platform).get("/v1/policy");
                            assertThat(kind(policy, brand.shop().id())).isEqualTo("SERVER");
                            assertThat(kind(policy, brand.web().id())).isEqualTo("PUBLIC");
                        });
    }

    private static String kind(Response policy, String source) {
        return policy.path("sources.find { it.id == '" + source + "' }?.kind");
    }

    /** A word said before the register knew it means what it means from then on. */
    @Test
    void aNoSaidBeforeItsWordWasRegisteredIsHeardOnceItIs(Platform platform, Brand brand) {
        String word = "Angebote " + brand.id();
        Person aino = brand.customer("Aino");
        aino.grants("marketing");
        brand.shop().send(aino.identify().trait("favouriteColour", "blue").consent(word, false));
        aino.awaitProfile(
                "marketing",
                profile -> assertThat(profile.traits()).containsKey("favouriteColour"));

        Response marketing = officer(platform).get("/v1/purposes/marketing");
        Map<String, Object> before = marketing.jsonPath().getMap("$");
        Map<String, Object> after = new LinkedHashMap<>(before);
        List<String> signals = new ArrayList<>(marketing.jsonPath().getList("signals"));
        signals.add(word);
        after.put("signals", signals);
        put(platform, "/v1/purposes/marketing", after, "*").statusCode(200);
        try {
            aino.awaitProfile(
                    "marketing",
                    profile -> assertThat(profile.traits()).doesNotContainKey("favouriteColour"));
        } finally {
            put(platform, "/v1/purposes/marketing", before, "*").statusCode(200);
        }
    }

    /** One of this brand alone: a test's register is everybody's. */
    private static String purpose(Platform platform, Brand brand) {
        String id = "offers-" + brand.id();
        put(
                        platform,
                        "/v1/purposes/" + id,
                        Map.of("name", "Offers", "signals", List.of("Ads")),
                        null)
                .statusCode(201);
        return id;
    }

    private static String notice(Platform platform, Brand brand, int version) {
        String id = "terms-" + brand.id();
        put(platform, "/v1/notices/" + id, versions(version), null).statusCode(201);
        return id;
    }

    private static Map<String, Object> versions(int... versions) {
        List<Map<String, Object>> all = new ArrayList<>();
        for (int version : versions) {
            all.add(
                    Map.of(
                            "version",
                            version,
                            "material",
                            false,
                            "from",
                            "2020-01-01T00:00:00Z",
                            "texts",
                            Map.of("fi", "Kerromme, mitä teemme tiedoillasi.")));
        }
        return Map.of("versions", all);
    }

    private static Map<String, Object> activity(Brand brand, String basis) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("purpose", "offers-" + brand.id());
        body.put("basis", basis);
        body.put("categories", List.of("contact"));
        body.put("sources", List.of(brand.shop().id(), "not-registered-yet-" + brand.id()));
        return body;
    }

    private static ValidatableResponse put(
            Platform platform, String path, Map<String, ?> body, String ifMatch) {
        RequestSpecification request = officer(platform).body(body);
        if (ifMatch != null) {
            request.header("If-Match", ifMatch);
        }
        return request.put(path).then();
    }

    private static ValidatableResponse delete(Platform platform, String path, String ifMatch) {
        return officer(platform).header("If-Match", ifMatch).delete(path).then();
    }

    private static RequestSpecification officer(Platform platform) {
        return platform.as(OFFICER, Stack.CONSENT);
    }
}
