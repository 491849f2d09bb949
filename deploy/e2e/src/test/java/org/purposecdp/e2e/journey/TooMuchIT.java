package org.purposecdp.e2e.journey;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import io.restassured.path.json.JsonPath;
import org.awaitility.Awaitility;
import org.bson.Document;
import org.bson.RawBsonDocument;
import org.bson.codecs.DocumentCodec;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

import org.purposecdp.contracts.cluster.ClusterState;
import org.purposecdp.contracts.json.Json;
import org.purposecdp.contracts.record.SourceKind;
import org.purposecdp.e2e.brand.Brand;
import org.purposecdp.e2e.brand.Message;
import org.purposecdp.e2e.brand.Person;
import org.purposecdp.e2e.platform.OnPlatform;
import org.purposecdp.e2e.platform.Platform;
import org.purposecdp.e2e.store.Producing;
import org.purposecdp.e2e.store.Stores;
import org.purposecdp.local.Stack;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.purposecdp.e2e.platform.SharedRegister.OFFICER;

/** However much somebody sends or says: others do not wait for it. */
@OnPlatform
@Order(OnPlatform.LATE)
class TooMuchIT {
    private static final String CLUSTERS = "cdp.identity.clusters.v1";
    private static final Duration WAIT = Duration.ofSeconds(30);

    /** Later than any version that identity-service has given it. */
    private static final long LATER = 1_000_000;

    private static final int RECORDS = 2_500;
    private static final int AT_ONCE = 100;

    /** They made one cluster of more than a megabyte, and a quarter of all people stood still. */
    @Test
    void sixtyEventsFullOfIdentifiersAreNoRecordsAndStopNobody(Platform platform, Brand brand) {
        Person aino = brand.person("Aino");
        List<Message> events = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            Message event = aino.trackAsGuest("Page Viewed").consent("Advertising", true);
            for (int j = 0; j < 400; j++) {
                event.externalId("device_id", "device-%d-%d-%s".formatted(i, j, brand.id()));
            }
            events.add(event);
        }

        for (int i = 0; i < events.size(); i += 10) {
            brand.web().sendAll(events.subList(i, i + 10));
        }

        for (Message event : List.of(events.get(0), events.get(59))) {
            JsonPath outcome =
                    platform.as("admin", Stack.IDENTITY)
                            .queryParam("source", brand.web().id())
                            .get("/v1/outcomes/" + event.id())
                            .then()
                            .statusCode(200)
                            .extract()
                            .jsonPath();
            assertThat(outcome.getString("outcome")).isEqualTo("INVALID");
            assertThat(outcome.getString("reason")).isEqualTo("TOO_MANY_IDENTIFIERS");
        }
        assertOthersWithdrawalsAreEnforced(brand);
    }

    /** Their change is more than a message: it was tried again for ever, and others with it. */
    @Test
    void thousandsOfRecordsThatWaitedForAFactComeInAndStopNobody(Platform platform, Brand brand)
            throws SQLException {
        Person aino = brand.person("Aino");
        List<Message> orders = new ArrayList<>();
        for (int i = 0; i < RECORDS; i++) {
            orders.add(aino.track("Order Completed").property("about", "x".repeat(700)));
        }
        for (int i = 0; i < RECORDS; i += AT_ONCE) {
            brand.shop().sendAll(orders.subList(i, i + AT_ONCE));
        }
        assertThat(aino.outcome(brand.shop(), orders.get(RECORDS - 1)).of("transactional"))
                .isEqualTo("HELD");

        aino.hasContract();
        assertOthersWithdrawalsAreEnforced(brand);

        String profileId =
                aino.awaitProfile(
                                "service",
                                profile ->
                                        assertThat(profile.count("Order Completed"))
                                                .isEqualTo(RECORDS))
                        .id();
        Awaitility.await("activation-service has the last piece")
                .atMost(Platform.PATIENCE)
                .until(() -> counted(platform, profileId) == RECORDS);
        assertThat(aino.withdraws("service", WAIT).state()).isEqualTo("enforced");
    }

    /** MongoDB takes no document of more than 16 MB, and nobody else stands still for it. */
    @Test
    void whoseProfileCannotBeWrittenWaitsAloneUntilItCan(Platform platform, Brand brand) {
        Person aino = brand.customer("Aino");
        brand.shop().send(aino.track("Order Completed").property("total", 10));
        String profileId =
                aino.awaitProfile(
                                "service",
                                profile -> assertThat(profile.count("Order Completed")).isOne())
                        .id();
        try (MongoClient client = MongoClients.create(platform.description().mongodb().uri())) {
            MongoCollection<Document> profiles =
                    client.getDatabase("profile").getCollection("profiles");
            fill(profiles, profileId);

            Message next = aino.track("Order Completed");
            for (int i = 0; i < 20; i++) {
                next.property("n".repeat(50) + i, i);
            }
            brand.shop().send(next);
            assertOthersWithdrawalsAreEnforced(brand);
            assertThat(count(aino)).isOne();

            profiles.updateOne(Filters.eq("_id", profileId), Updates.unset("filler"));
        }
        aino.awaitProfile(
                "service", profile -> assertThat(profile.count("Order Completed")).isEqualTo(2));
    }

    /** All but some hundred bytes of what a document may have. */
    private static void fill(MongoCollection<Document> profiles, String profileId) {
        Document profile = profiles.find(Filters.eq("_id", profileId)).first();
        int size = new RawBsonDocument(profile, new DocumentCodec()).getByteBuffer().remaining();
        profiles.updateOne(
                Filters.eq("_id", profileId),
                Updates.set("filler", "x".repeat(16 * 1024 * 1024 - size - 500)));
    }

    private static long count(Person person) {
        return person.profile("service").orElseThrow().count("Order Completed");
    }

    /** As it is told where a cluster or a Subject would be larger than any topic takes. */
    @Test
    void whoseClusterIsBlockedIsDeniedEverythingUntilItFitsAgain(Platform platform, Brand brand) {
        Person aino = brand.customer("Aino");
        brand.shop().send(aino.track("Order Completed").property("total", 10));
        String profileId =
                aino.awaitProfile(
                                "service",
                                profile -> assertThat(profile.count("Order Completed")).isOne())
                        .id();
        ClusterState whole = cluster(platform, profileId);

        send(platform, ClusterState.blocked(profileId, LATER));

        Awaitility.await("her Subject is blocked")
                .atMost(Platform.PATIENCE)
                .until(() -> subject(platform, profileId).getBoolean("blocked"));
        assertThat(aino.withdraws("marketing", WAIT).state()).isEqualTo("enforced");
        assertThat(aino.profile("service")).isEmpty();
        JsonPath answer = asked(platform, profileId);
        assertThat(answer.getBoolean("permitted")).isFalse();
        assertThat(answer.getString("condition")).isEqualTo("SUBJECT_BLOCKED");
        Message next = aino.track("Order Completed").property("total", 12);
        brand.shop().send(next);

        send(
                platform,
                new ClusterState(profileId, LATER + 1, false, whole.nodes(), whole.ofNobody()));

        aino.awaitProfile(
                "service", profile -> assertThat(profile.count("Order Completed")).isEqualTo(2));
        assertThat(aino.outcome(brand.shop(), next).of("transactional")).isEqualTo("MERGED");
    }

    private static void assertOthersWithdrawalsAreEnforced(Brand brand) {
        for (int i = 0; i < 8; i++) {
            Person other = brand.customer("Helmi");
            brand.shop().send(other.track("Order Completed").property("total", 1));
            other.awaitProfile("service", profile -> {});
            assertThat(other.withdraws("service", WAIT).state()).isEqualTo("enforced");
        }
    }

    private static JsonPath subject(Platform platform, String profileId) {
        return platform.as(OFFICER, Stack.CONSENT)
                .get("/v1/subjects/" + profileId)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    /** As the Subject tells it; of one source. */
    private static ClusterState cluster(Platform platform, String profileId) {
        return new ClusterState(
                profileId,
                1,
                false,
                subject(platform, profileId).<Map<String, Object>>getList("nodes").stream()
                        .map(TooMuchIT::node)
                        .toList(),
                null);
    }

    @SuppressWarnings("unchecked")
    private static ClusterState.Node node(Map<String, Object> node) {
        return new ClusterState.Node(
                (String) node.get("nodeId"),
                ((Number) node.get("version")).longValue(),
                (String) node.get("group"),
                (String) node.get("source"),
                SourceKind.SERVER,
                (List<String>) node.get("identifiers"));
    }

    private static JsonPath asked(Platform platform, String profileId) {
        return platform.as(OFFICER, Stack.CONSENT)
                .body(
                        Map.of(
                                "profileId",
                                profileId,
                                "use",
                                "STORE",
                                "purpose",
                                "service",
                                "category",
                                "transactional"))
                .post("/v1/decisions")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private static void send(Platform platform, ClusterState cluster) {
        Producing.send(
                platform.description().kafka(),
                CLUSTERS,
                cluster.profileId(),
                new String(Json.bytes(cluster), UTF_8));
    }

    /** By activation-service's copy, once it is whole. */
    private static long counted(Platform platform, String profileId) throws SQLException {
        try (Connection connection = new Stores(platform.description()).connect(Stack.ACTIVATION);
                PreparedStatement query =
                        connection.prepareStatement(
                                """
                                select body::jsonb -> 'events' -> 'Order Completed' ->> 'count'
                                from view join viewed_profile using (profile_id)
                                where profile_id = ? and purpose = 'service' and not partial
                                """)) {
            query.setString(1, profileId);
            try (ResultSet rows = query.executeQuery()) {
                return rows.next() ? rows.getLong(1) : 0;
            }
        }
    }
}
