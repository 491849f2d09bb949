package org.purposecdp.e2e.journey;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import org.purposecdp.e2e.brand.Brand;
import org.purposecdp.e2e.brand.ConsentAnswer;
import org.purposecdp.e2e.brand.Identity;
import org.purposecdp.e2e.brand.Message;
import org.purposecdp.e2e.brand.Person;
import org.purposecdp.e2e.brand.Profile;
import org.purposecdp.e2e.platform.OnPlatform;
import org.purposecdp.e2e.platform.Platform;
import org.purposecdp.e2e.store.Stores;
import org.purposecdp.local.Stack;

import static org.assertj.core.api.Assertions.assertThat;

/** To tell who somebody is, is processing too: it is asked of the rule like any other. */
@OnPlatform
class RestrictedMatchingIT {
    private static final String MATCHING = "identity-resolution";

    @Test
    void whatNoActivityForMatchingCoversIsNowhereInIdentityService(Brand brand) throws Exception {
        Person aino = brand.person("Aino");
        String passport = "9" + System.nanoTime();
        aino.hasContract();
        brand.shop().send(named(aino, brand).trait("passport", passport));
        Profile profile = aino.awaitProfile("service", any -> {});
        assertThat(aino.restricts("*").state()).isEqualTo("enforced");
        brand.shop().send(named(aino, brand).trait("passport", passport).trait("colour", "blue"));
        Identity identity = new Identity(brand.platform());
        awaitNodes(identity, profile.id(), 1);

        try (Connection connection = identityStore(brand)) {
            for (String table : new Stores(brand.platform().description()).tables(connection)) {
                assertThat(holding(connection, table, passport)).as(table).isZero();
            }
        }
        assertThat(identity.how(profile.id()).getList("nodes.says", Map.class))
                .as("restricted: nothing is shown")
                .allMatch(Map::isEmpty);
    }

    @Test
    void whoObjectsIsForgottenByFieldsAndMatchedByNone(Brand brand) throws Exception {
        Identity identity = new Identity(brand.platform());
        Person kaethe = brand.person("Käthe");
        kaethe.hasContract();
        brand.shop().send(named(kaethe, brand));
        Profile profile = kaethe.awaitProfile("service", any -> {});
        brand.store().send(named(Message.identify().anonymousId("till-1-" + brand.id()), brand));
        awaitNodes(identity, profile.id(), 2);

        ConsentAnswer answer = kaethe.objectsEverywhere(MATCHING);

        assertThat(answer.state()).isEqualTo("enforced");
        assertThat(personOf(brand, profile.id())).isNull();
        awaitNodes(identity, profile.id(), 1);
        Message fromTheShop = named(kaethe, brand);
        Message fromTheTill = named(Message.identify().anonymousId("till-2-" + brand.id()), brand);
        brand.shop().send(fromTheShop);
        brand.store().send(fromTheTill);
        // Who has an outcome was matched, or was not.
        kaethe.outcome(brand.shop(), fromTheShop);
        kaethe.outcome(brand.store(), fromTheTill);
        assertThat(identity.how(profile.id()).getList("nodes")).hasSize(1);
        assertThat(personOf(brand, profile.id())).isNull();

        kaethe.grants(MATCHING);
        Awaitility.await("her next record brings them again")
                .atMost(Platform.PATIENCE)
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(
                        () -> {
                            brand.shop().send(named(kaethe, brand));
                            assertThat(personOf(brand, profile.id())).isNotNull();
                        });
        awaitNodes(identity, profile.id(), 3);
    }

    @Test
    void whoLooksIsOnRecord(Brand brand) {
        Identity identity = new Identity(brand.platform());
        Person veikko = brand.person("Veikko");
        veikko.hasContract();
        brand.shop().send(named(veikko, brand));
        Profile profile = veikko.awaitProfile("service", any -> {});
        Awaitility.await("a reader sees what it may")
                .atMost(Platform.PATIENCE)
                .untilAsserted(
                        () ->
                                assertThat(
                                                identity.how(profile.id())
                                                        .getString("nodes[0].says.givenName[0]"))
                                        .isEqualTo("veikko"));

        List<Map<String, Object>> looks =
                brand.platform()
                        .as("privacy-officer", Stack.IDENTITY)
                        .queryParam("profileId", profile.id())
                        .get("/v1/looks")
                        .then()
                        .statusCode(200)
                        .extract()
                        .jsonPath()
                        .getList("looks");

        assertThat(looks).isNotEmpty();
        assertThat(looks.get(0))
                .containsEntry("client", "admin")
                .containsEntry("whatFor", "GET /v1/profiles/{profileId}/how");
        assertThat(looks.toString()).doesNotContainIgnoringCase("veikko");
    }

    private static Message named(Person person, Brand brand) {
        return named(person.identify(), brand).trait("firstName", person.firstName());
    }

    private static Message named(Message message, Brand brand) {
        return message.trait("firstName", "Käthe")
                .trait("lastName", "Großmann" + brand.id())
                .trait("birthday", "1981-05-12")
                .trait(
                        "address",
                        Map.of(
                                "street", "Koulukatu 7",
                                "postalCode", "40100",
                                "city", "Jyväskylä"));
    }

    private static void awaitNodes(Identity identity, String profileId, int count) {
        Awaitility.await(count + " records in the profile")
                .atMost(Platform.PATIENCE)
                .pollInterval(Duration.ofMillis(200))
                .untilAsserted(
                        () -> assertThat(identity.how(profileId).getList("nodes")).hasSize(count));
    }

    private static Connection identityStore(Brand brand) throws SQLException {
        return new Stores(brand.platform().description()).connect(Stack.IDENTITY);
    }

    private static long holding(Connection connection, String table, String text)
            throws SQLException {
        try (PreparedStatement query =
                connection.prepareStatement(
                        "select count(*) from " + table + " t where strpos(t::text, ?) > 0")) {
            query.setString(1, text);
            try (ResultSet rows = query.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }

    /** What is kept of the match fields of the node that names the profile. */
    private static String personOf(Brand brand, String profileId) throws SQLException {
        try (Connection connection = identityStore(brand);
                PreparedStatement query =
                        connection.prepareStatement("select person from node where id = ?")) {
            query.setString(1, profileId);
            try (ResultSet rows = query.executeQuery()) {
                rows.next();
                return rows.getString(1);
            }
        }
    }
}
