package org.purposecdp.e2e.journey;

import java.net.http.HttpResponse;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import org.purposecdp.e2e.brand.Brand;
import org.purposecdp.e2e.brand.Browser;
import org.purposecdp.e2e.brand.Identity;
import org.purposecdp.e2e.brand.Message;
import org.purposecdp.e2e.brand.Person;
import org.purposecdp.e2e.brand.Profile;
import org.purposecdp.e2e.platform.OnPlatform;
import org.purposecdp.e2e.platform.Platform;
import org.purposecdp.local.Stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

/** People sign in with a browser, and see and do what their role lets them. */
@OnPlatform
class ConsoleIT {
    private static final Pattern SKIP =
            Pattern.compile("href=\"(/console/reviews\\?after=[^\"]+)\"");

    @Test
    void aStewardFindsAProfileSplitsItAndTakesThatBack(Platform platform, Brand brand) {
        Person kathe = brand.customer("Käthe");
        brand.shop().send(kathe.identify().trait("firstName", "Käthe"));
        brand.store()
                .send(Message.identify().anonymousId("till-" + brand.id()).email(kathe.email()));
        Identity identity = new Identity(platform);
        Profile profile =
                kathe.awaitProfile(
                        "service",
                        found ->
                                assertThat(identity.nodesOf(found.id(), brand.store())).hasSize(1));
        Browser steward = Browser.signIn(platform, Stack.IDENTITY, "steward", "/console");

        String token = Browser.token(steward.get("/console/profiles"));
        HttpResponse<String> page =
                steward.post(
                        "/console/profiles",
                        "token",
                        token,
                        "namespace",
                        "email",
                        "value",
                        kathe.email());
        assertThat(page.uri().getPath()).isEqualTo("/console/profiles/" + profile.id());
        assertThat(page.body()).contains("<svg", "the same email", brand.store().id());
        assertThat(page.headers().firstValue("Cache-Control")).contains("no-store");

        HttpResponse<String> split =
                steward.post(
                        "/console/profiles/" + profile.id() + "/split",
                        "token",
                        token,
                        "nodes",
                        identity.nodesOf(profile.id(), brand.store()).get(0),
                        "reason",
                        "another person's till card");
        assertThat(split.statusCode()).as(split.body()).isEqualTo(200);
        assertThat(split.body()).contains("Done: split");
        assertThat(identity.nodesOf(profile.id(), brand.store())).isEmpty();

        String decision = decision(split);
        HttpResponse<String> undone =
                steward.post(
                        "/console/decisions/" + decision + "/undo",
                        "token",
                        token,
                        "same",
                        "false",
                        "profile",
                        profile.id());
        assertThat(undone.statusCode()).as(undone.body()).isEqualTo(200);
        assertThat(identity.nodesOf(profile.id(), brand.store())).hasSize(1);
    }

    @Test
    void aPairIsShownSideBySideDecidedAndTakenBack(Platform platform, Brand brand) {
        String family = "Hälvä" + brand.id();
        brand.shop()
                .send(
                        sofia("sofia-1-" + brand.id(), family),
                        sofia("sofia-2-" + brand.id(), family));
        Identity identity = new Identity(platform);
        String pair =
                Awaitility.await("a pair to decide about")
                        .atMost(Platform.PATIENCE)
                        .until(() -> pair(identity, brand), Objects::nonNull);
        Browser steward = Browser.signIn(platform, Stack.IDENTITY, "steward", "/console");

        HttpResponse<String> page = steward.get("/console/reviews");
        while (!page.body().contains("/console/reviews/" + pair)) {
            page = steward.get(skip(page));
        }
        assertThat(page.body()).contains("sofia", "<svg", "given name: exact", "names alone");

        HttpResponse<String> decided =
                steward.post(
                        "/console/reviews/" + pair,
                        "token",
                        Browser.token(page),
                        "decision",
                        "DIFFERENT",
                        "reason",
                        "mother and daughter");
        assertThat(decided.statusCode()).as(decided.body()).isEqualTo(200);
        assertThat(decided.body()).contains("Decided: different");
        assertThat(pair(identity, brand)).isNull();

        String decision = decision(decided);
        Browser other = Browser.signIn(platform, Stack.IDENTITY, "admin", "/console");
        assertThat(decided.body()).contains("Undo");
        assertThat(other.get("/console/reviews?" + decided.uri().getQuery()).body())
                .doesNotContain("Undo");
        steward.post(
                "/console/decisions/" + decision + "/undo",
                "token",
                Browser.token(page),
                "same",
                "false");
        assertThat(pair(identity, brand)).isEqualTo(pair);
    }

    /** What was decided, as the address of the next page has it. */
    private static String decision(HttpResponse<String> page) {
        return page.uri().getQuery().split("\\.")[1];
    }

    private static Message sofia(String id, String family) {
        return Message.identify()
                .userId(id)
                .trait("firstName", "Sofia")
                .trait("lastName", family)
                .consent("Advertising", true);
    }

    /** Of the brand's records; null where none is open. */
    private static String pair(Identity identity, Brand brand) {
        Set<String> profiles = new HashSet<>();
        for (String id : List.of("sofia-1-" + brand.id(), "sofia-2-" + brand.id())) {
            identity.profile("user_id", id, "marketing").ifPresent(it -> profiles.add(it.id()));
        }
        List<Map<String, Object>> reviews =
                identity.get("/v1/reviews?limit=1000").getList("reviews");
        return reviews.stream()
                .filter(
                        review ->
                                profiles.contains(review.get("oneProfile"))
                                        && profiles.contains(review.get("otherProfile")))
                .map(review -> (String) review.get("id"))
                .findFirst()
                .orElse(null);
    }

    private static String skip(HttpResponse<String> page) {
        Matcher skip = SKIP.matcher(page.body());
        assertThat(skip.find()).as(page.body()).isTrue();
        return skip.group(1);
    }

    @Test
    void aFormOfAnotherSiteDoesNothing(Platform platform, Brand brand) {
        Browser steward = Browser.signIn(platform, Stack.IDENTITY, "steward", "/console");

        assertThat(
                        steward.post(
                                        "/console/profiles",
                                        "namespace",
                                        "email",
                                        "value",
                                        "kathe@example.com")
                                .statusCode())
                .isEqualTo(403);
        assertThat(
                        steward.post(
                                        "/console/profiles",
                                        "token",
                                        "0".repeat(64),
                                        "namespace",
                                        "email",
                                        "value",
                                        "kathe@example.com")
                                .statusCode())
                .isEqualTo(403);
    }

    @Test
    void aSourceIsRegisteredAndSeenAtWork(Platform platform, Brand brand) {
        Browser admin = Browser.signIn(platform, Stack.IDENTITY, "admin", "/console");
        String id = "till-" + brand.id();
        HttpResponse<String> page = admin.get("/console/sources");

        HttpResponse<String> made =
                admin.post(
                        "/console/sources",
                        "token",
                        Browser.token(page),
                        "id",
                        id,
                        "name",
                        "Kassa",
                        "kind",
                        "SERVER");
        assertThat(made.body()).contains("shown only now", id);
        assertThat(admin.get("/console/sources").body()).contains(id).doesNotContain("shown only");
        assertThat(
                        admin.post(
                                        "/console/sources",
                                        "token",
                                        Browser.token(page),
                                        "id",
                                        id,
                                        "kind",
                                        "SERVER")
                                .statusCode())
                .isEqualTo(409);

        Person kathe = brand.customer("Käthe");
        String path = "/console/sources/" + brand.shop().id();
        Awaitility.await("one that this instance took")
                .atMost(Platform.PATIENCE)
                .untilAsserted(
                        () -> {
                            brand.shop().send(kathe.identify().trait("firstName", "Käthe"));
                            assertThat(admin.get(path).body())
                                    .contains("identify", "email", "firstName", "taken");
                        });
        assertThat(admin.get(path).body()).doesNotContain("Käthe", kathe.email());
    }

    @Test
    void whoLogsOutIsAskedToSignInAgain(Platform platform) {
        Browser steward = Browser.signIn(platform, Stack.IDENTITY, "steward", "/console");
        assertThat(steward.get("/console/profiles").uri().getPath()).isEqualTo("/console/profiles");

        steward.get("/console/logout");

        assertThat(steward.get("/console/profiles").uri().toString())
                .startsWith(platform.description().oidc().issuer());
    }

    @Test
    void eachRoleHasItsPagesAndTheApiKeepsItsAnswers(Platform platform, Brand brand) {
        Browser officer = Browser.signIn(platform, Stack.IDENTITY, "privacy-officer", "/console");
        Browser marketing = Browser.signIn(platform, Stack.IDENTITY, "marketing", "/console");
        Browser admin = Browser.signIn(platform, Stack.IDENTITY, "admin", "/console");

        assertThat(officer.get("/console/sources").body())
                .contains(brand.shop().id(), "href=\"/console/sources\"")
                .doesNotContain("href=\"/console/reviews\"");
        assertThat(admin.get("/console/sources").body())
                .contains("href=\"/console/sources\"", "href=\"/console/reviews\"");
        assertThat(officer.get("/console/reviews").body())
                .startsWith("<!DOCTYPE html>")
                .contains("role=\"alert\"");
        assertThat(admin.get("/console/sources/nosuch").statusCode()).isEqualTo(404);
        assertThat(admin.get("/console/reviews?after=NSBhAH5i").statusCode()).isEqualTo(400);
        assertThat(officer.get("/console/reviews").statusCode()).isEqualTo(403);
        assertThat(marketing.get("/console/sources").statusCode()).isEqualTo(403);
        assertThat(admin.get("/console/reviews").statusCode()).isEqualTo(200);
        assertThat(admin.get("/assets/console.css").statusCode()).isEqualTo(200);
        platform.anonymous(Stack.IDENTITY)
                .get("/v1/reviews")
                .then()
                .statusCode(401)
                .body("code", equalTo("UNAUTHORIZED"));
    }
}
