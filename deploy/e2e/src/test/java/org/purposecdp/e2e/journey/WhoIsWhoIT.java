package org.purposecdp.e2e.journey;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import org.purposecdp.e2e.brand.Brand;
import org.purposecdp.e2e.brand.Identity;
import org.purposecdp.e2e.brand.Message;
import org.purposecdp.e2e.brand.Person;
import org.purposecdp.e2e.brand.Profile;
import org.purposecdp.e2e.brand.Webhook;
import org.purposecdp.e2e.platform.OnPlatform;
import org.purposecdp.e2e.platform.Platform;
import org.purposecdp.local.Stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.is;

/**
 * People are told apart and found again by what their records say, and stewards have the last word.
 */
@OnPlatform
class WhoIsWhoIT {
    private static final String PURPOSE = "marketing";

    @Test
    void twoPeopleWhoShareATabletAndAnAddressStayTwo(Brand brand) {
        Identity identity = new Identity(brand.platform());
        String tablet = "tablet-" + brand.id();
        Message aino =
                living("Aino", "Mäkinen", brand).anonymousId(tablet).userId("aino-" + brand.id());
        Message eino =
                living("Eino", "Mäkinen", brand).anonymousId(tablet).userId("eino-" + brand.id());
        brand.app()
                .send(
                        aino.trait("favouriteColour", "blue").consent("Advertising", true),
                        eino.trait("favouriteColour", "red").consent("Advertising", true));

        Profile ainos = colour(identity, "aino-" + brand.id(), "blue");
        Profile einos = colour(identity, "eino-" + brand.id(), "red");

        assertThat(ainos.id()).isNotEqualTo(einos.id());
        assertThat(identity.how(ainos.id()).getList("nodes")).hasSize(1);
    }

    @Test
    void twoPeopleWhoShareAnAddressByMailStayTwo(Brand brand) {
        Identity identity = new Identity(brand.platform());
        String shared = "perhe-" + brand.id() + "@example.fi";
        brand.shop()
                .send(
                        living("Kyllikki", "Öhman", brand)
                                .anonymousId("kyllikki-" + brand.id())
                                .email(shared)
                                .trait("favouriteColour", "blue")
                                .consent("Advertising", true),
                        living("Veikko", "Öhman", brand)
                                .anonymousId("veikko-" + brand.id())
                                .email(shared)
                                .trait("favouriteColour", "red")
                                .consent("Advertising", true));

        Profile one = colour(identity, "anonymous_id", "kyllikki-" + brand.id(), "blue");
        Profile other = colour(identity, "anonymous_id", "veikko-" + brand.id(), "red");

        assertThat(one.id()).isNotEqualTo(other.id());
        assertThat(identity.how(one.id()).getList("steps.refusal")).contains("CONFLICT");
    }

    @Test
    void somebodyWithANewSurnameATurnedBirthDateAndANewPhoneIsFoundAgain(Brand brand) {
        Identity identity = new Identity(brand.platform());
        String before = "kathe-before-" + brand.id();
        String after = "kathe-after-" + brand.id();
        brand.shop()
                .send(
                        living("Käthe", "Großmann", brand)
                                .userId(before)
                                .trait("birthday", "1981-05-12")
                                .trait("phone", phone(brand, 1))
                                .trait("favouriteColour", "blue")
                                .consent("Advertising", true));
        Profile first = colour(identity, before, "blue");

        brand.store()
                .send(
                        living("Kaethe", "Lindqvist", brand)
                                .anonymousId(after)
                                .trait("birthday", "1981-12-05")
                                .trait("phone", phone(brand, 2)));

        Awaitility.await("both records in one profile")
                .atMost(Platform.PATIENCE)
                .pollInterval(Duration.ofMillis(200))
                .untilAsserted(
                        () -> assertThat(identity.how(first.id()).getList("nodes")).hasSize(2));
        JsonPath links = identity.links(first.id());
        JsonPath link = identity.get("/v1/links/" + links.getString("links[0].id"));
        List<Map<String, Object>> steps = link.getList("waterfall.steps");
        int sum =
                steps.stream()
                        .mapToInt(
                                step ->
                                        ((Number) step.get("weight")).intValue()
                                                + ((Number) step.get("frequency")).intValue())
                        .sum();
        assertThat(sum).isEqualTo(link.getInt("waterfall.total"));
        assertThat(sum).isEqualTo(links.getInt("links[0].weight"));
        assertThat(link.getString("waterfall.decision")).isEqualTo("MATCH");
    }

    @Test
    void whatDidNotMatchIsExplainedAsWell(Brand brand) {
        Identity identity = new Identity(brand.platform());

        JsonPath told =
                identity.post(
                                "/v1/explain",
                                Map.of(
                                        "one",
                                        Map.of(
                                                "traits",
                                                Map.of(
                                                        "firstName", "Aino",
                                                        "lastName", "Virtanen",
                                                        "birthday", "1990-01-02")),
                                        "other",
                                        Map.of(
                                                "traits",
                                                Map.of(
                                                        "firstName", "Jürgen",
                                                        "lastName", "Virtanen",
                                                        "birthday", "1956-11-30"))))
                        .then()
                        .statusCode(200)
                        .extract()
                        .jsonPath();

        assertThat(told.getString("waterfall.decision")).isEqualTo("NO_MATCH");
        assertThat(told.getBoolean("conflict")).isTrue();
    }

    /** Eino gave Aino's address by mistake. */
    @Test
    void aStewardSplitsAWrongMergeAndAllThatHangsOnItFollows(Brand brand) {
        Identity identity = new Identity(brand.platform());
        String opened = brand.event("Offer Opened");
        String browser = "eino-" + brand.id();
        try (Webhook webhook = brand.webhookOn(opened, PURPOSE)) {
            Person aino = brand.person("Aino");
            aino.grants(PURPOSE);
            brand.app().send(aino.identify().trait("favouriteColour", "blue"));
            brand.shop()
                    .send(
                            Message.identify()
                                    .anonymousId(browser)
                                    .email(aino.email())
                                    .trait("favouriteDish", "kalakukko"));
            Profile merged =
                    aino.awaitProfile(
                            PURPOSE,
                            profile ->
                                    assertThat(profile.traits())
                                            .containsEntry("favouriteColour", "blue")
                                            .containsEntry("favouriteDish", "kalakukko"));

            String split =
                    identity.post(
                                    "/v1/splits",
                                    Map.of(
                                            "profileId",
                                            merged.id(),
                                            "nodes",
                                            identity.nodesOf(merged.id(), brand.shop()),
                                            "reason",
                                            "another person's address, says the service desk"))
                            .then()
                            .statusCode(201)
                            .extract()
                            .header("Location");

            Profile ainos =
                    identity.awaitProfile(
                            "user_id",
                            aino.userId(),
                            PURPOSE,
                            profile ->
                                    assertThat(profile.traits())
                                            .containsEntry("favouriteColour", "blue")
                                            .doesNotContainKey("favouriteDish"));
            Profile einos =
                    identity.awaitProfile(
                            "anonymous_id",
                            browser,
                            PURPOSE,
                            profile ->
                                    assertThat(profile.traits())
                                            .containsEntry("favouriteDish", "kalakukko")
                                            .doesNotContainKey("favouriteColour"));
            assertThat(einos.id()).isNotEqualTo(ainos.id());

            brand.shop().send(Message.track(opened).anonymousId(browser).email(aino.email()));
            brand.deliveries()
                    .await(
                            all ->
                                    assertThat(all)
                                            .singleElement()
                                            .satisfies(
                                                    each ->
                                                            assertThat(each.profileId())
                                                                    .isEqualTo(einos.id())));

            identity.delete(split.substring(split.indexOf("/v1/"))).then().statusCode(204);

            Profile again =
                    aino.awaitProfile(
                            PURPOSE,
                            profile ->
                                    assertThat(profile.traits())
                                            .containsEntry("favouriteColour", "blue")
                                            .containsEntry("favouriteDish", "kalakukko"));
            assertThat(again.id()).isEqualTo(merged.id());
        }
    }

    @Test
    void aStewardMergesTwoWhoShareNothingAndTakesItBack(Brand brand) {
        Identity identity = new Identity(brand.platform());
        Person one = brand.person("Aino");
        Person other = brand.person("Eino");
        one.grants(PURPOSE);
        other.grants(PURPOSE);
        brand.shop()
                .send(
                        one.identify().trait("favouriteColour", "blue"),
                        other.identify().trait("favouriteDish", "kalakukko"));
        Profile ones =
                one.awaitProfile(
                        PURPOSE,
                        profile -> assertThat(profile.traits()).containsKey("favouriteColour"));
        Profile others =
                other.awaitProfile(
                        PURPOSE,
                        profile -> assertThat(profile.traits()).containsKey("favouriteDish"));

        Map<String, Object> asked =
                Map.of(
                        "profiles",
                        List.of(ones.id(), others.id()),
                        "reason",
                        "changed the account, seen by the service desk");
        String key = "merge-" + brand.id();
        String merge =
                identity.post("/v1/merges", asked, key)
                        .then()
                        .statusCode(201)
                        .extract()
                        .header("Location");
        // Whichever instance answers.
        identity.post("/v1/merges", asked, key)
                .then()
                .statusCode(201)
                .header("Location", endsWith(URI.create(merge).getPath()));
        identity.post(
                        "/v1/splits",
                        Map.of(
                                "profileId",
                                ones.id(),
                                "nodes",
                                List.of(others.id()),
                                "reason",
                                "another request"),
                        key)
                .then()
                .statusCode(409)
                .body("code", is("IDEMPOTENCY_KEY_REUSED"));
        identity.post("/v1/merges", asked).then().statusCode(409);
        assertThat(identity.get(merge.substring(merge.indexOf("/v1/"))).getString("reason"))
                .isEqualTo(asked.get("reason"));
        one.awaitProfile(
                PURPOSE,
                profile ->
                        assertThat(profile.traits())
                                .containsKeys("favouriteColour", "favouriteDish"));

        identity.delete(merge.substring(merge.indexOf("/v1/"))).then().statusCode(204);

        Profile back =
                other.awaitProfile(
                        PURPOSE,
                        profile ->
                                assertThat(profile.traits())
                                        .containsKey("favouriteDish")
                                        .doesNotContainKey("favouriteColour"));
        assertThat(back.id()).isEqualTo(others.id());
    }

    @Test
    void aPairThatMayBeOneIsDecidedByAStewardAndStaysDecided(Brand brand) {
        Identity identity = new Identity(brand.platform());
        String one = "sofia-1-" + brand.id();
        String other = "sofia-2-" + brand.id();
        String family = "Hälvä" + brand.id();
        brand.shop()
                .send(
                        Message.identify()
                                .userId(one)
                                .trait("firstName", "Sofia")
                                .trait("lastName", family)
                                .trait("favouriteColour", "blue")
                                .consent("Advertising", true),
                        Message.identify()
                                .userId(other)
                                .trait("firstName", "Sofia")
                                .trait("lastName", family)
                                .trait("favouriteColour", "red")
                                .consent("Advertising", true));
        Profile ones = colour(identity, one, "blue");
        Profile others = colour(identity, other, "red");
        JsonPath reviews = identity.get("/v1/reviews?limit=1000");
        String pair =
                reviews.getString(
                        ("reviews.find { it.oneProfile in ['%s', '%s']"
                                        + " && it.otherProfile in ['%s', '%s'] }.id")
                                .formatted(ones.id(), others.id(), ones.id(), others.id()));
        assertThat(pair).isNotNull();

        identity.post(
                        "/v1/reviews/" + pair,
                        Map.of("decision", "DIFFERENT", "reason", "mother and daughter"))
                .then()
                .statusCode(201);

        assertThat(identity.get("/v1/reviews?limit=1000").getList("reviews.id"))
                .doesNotContain(pair);
        identity.post(
                        "/v1/merges",
                        Map.of(
                                "profiles",
                                List.of(ones.id(), others.id()),
                                "reason",
                                "somebody thinks so"))
                .then()
                .statusCode(409);
    }

    /** More than meet under one key: nobody is linked for the name alone, in whatever order. */
    @Test
    void aShopsManyGuestsOfOneNameAreNotCompared(Brand brand) {
        Identity identity = new Identity(brand.platform());
        List<Message> guests = new ArrayList<>();
        for (int i = 0; i < 250; i++) {
            guests.add(
                    Message.identify()
                            .userId("guest-" + i + "-" + brand.id())
                            .trait("firstName", "Vieras")
                            .trait("lastName", "Asiakas" + brand.id())
                            .trait("favouriteColour", "blue")
                            .consent("Advertising", true));
        }
        brand.shop().sendAll(guests);

        for (String guest : List.of("guest-0-", "guest-249-")) {
            Profile profile = colour(identity, guest + brand.id(), "blue");
            Awaitility.await("all guests are there, so that none is linked")
                    .atMost(Platform.PATIENCE)
                    .untilAsserted(
                            () ->
                                    assertThat(identity.links(profile.id()).getList("links"))
                                            .isEmpty());
        }
    }

    @Test
    void aModelIsLearntFromTheRecordsThereAreAndPutInForce(Brand brand) {
        Identity identity = new Identity(brand.platform());
        List<Message> people = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            people.add(
                    living("Aino" + (char) ('a' + i % 26), "Mäkinen" + i / 2, brand)
                            .anonymousId("learner-" + i + "-" + brand.id())
                            .trait("birthday", "19%02d-05-1%d".formatted(50 + i / 2, i % 10)));
        }
        brand.shop().sendAll(people);

        JsonPath learnt = done(identity, identity.post("/v1/models/train", Map.of("sample", 1000)));
        String version = learnt.getString("version");
        assertThat(identity.get("/v1/models").getList("models.version")).contains(version);
        done(
                identity,
                brand.platform()
                        .as("admin", Stack.IDENTITY)
                        .body(Map.of("version", version))
                        .put("/v1/models/in-force"));

        assertThat(
                        identity.get("/v1/models")
                                .getBoolean(
                                        "models.find { it.version == '%s' }.inForce"
                                                .formatted(version)))
                .isTrue();
        String shipped = identity.get("/v1/models").getString("models[0].version");
        done(
                identity,
                brand.platform()
                        .as("admin", Stack.IDENTITY)
                        .body(Map.of("version", shipped))
                        .put("/v1/models/in-force"));
    }

    private static JsonPath done(Identity identity, Response accepted) {
        assertThat(accepted.statusCode()).as(accepted.asString()).isEqualTo(202);
        String location = accepted.header("Location");
        String job = location.substring(location.indexOf("/v1/"));
        Awaitility.await("the job")
                .atMost(Platform.PATIENCE)
                .until(() -> !identity.get(job).getString("state").equals("RUNNING"));
        assertThat(identity.get(job).getString("state")).isEqualTo("DONE");
        return identity.get(job);
    }

    private static Profile colour(Identity identity, String userId, String colour) {
        return colour(identity, "user_id", userId, colour);
    }

    private static Profile colour(
            Identity identity, String namespace, String value, String colour) {
        return identity.awaitProfile(
                namespace,
                value,
                PURPOSE,
                profile -> assertThat(profile.traits()).containsEntry("favouriteColour", colour));
    }

    /** At one address of this brand's. */
    private static Message living(String given, String family, Brand brand) {
        return Message.identify()
                .trait("firstName", given)
                .trait("lastName", family)
                .trait(
                        "address",
                        Map.of(
                                "street", "Koulukatu " + brand.id().substring(1),
                                "postalCode", "40100",
                                "city", "Jyväskylä"));
    }

    private static String phone(Brand brand, int number) {
        return "+35840%05d%02d".formatted(Integer.parseInt(brand.id().substring(1)), number);
    }
}
