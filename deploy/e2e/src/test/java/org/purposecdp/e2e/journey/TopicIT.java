package org.purposecdp.e2e.journey;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import org.purposecdp.contracts.record.ReceivedRecord;
import org.purposecdp.e2e.brand.Brand;
import org.purposecdp.e2e.brand.Person;
import org.purposecdp.e2e.platform.OnPlatform;
import org.purposecdp.e2e.platform.Platform;
import org.purposecdp.e2e.platform.SharedRegister;
import org.purposecdp.e2e.store.ReceivedRecords;
import org.purposecdp.local.Stack;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

/** A brand's own topic is a source like any other. */
@OnPlatform
class TopicIT {
    private static final String KEEPER = "admin";
    private static final Map<String, String> MAPPING =
            Map.of(
                    "/mail",
                    "identifier:email",
                    "/nimi",
                    "trait:firstName",
                    "/nr",
                    "identifier:user_id");

    @Test
    void aMessageIsMergedAndABadOneSpoilsNoOther(Platform platform, Brand brand) throws Exception {
        Person vaino = brand.customer("Väinö");
        Person kathe = brand.customer("Käthe");
        // Registered before it is made.
        read(platform, brand, nameOf(brand));
        String topic = topic(platform, brand);
        send(
                platform,
                topic,
                List.of(
                        "{\"mail\":\"%s\",\"nimi\":\"Väinö\"}".formatted(vaino.email()),
                        "{no JSON",
                        "[1]",
                        "{\"mail\":\"%s\",\"nimi\":\"Käthe\"}".formatted(kathe.email())));

        for (Person person : List.of(vaino, kathe)) {
            person.awaitProfile(
                    "service",
                    profile ->
                            assertThat(profile.traits())
                                    .containsEntry("firstName", person.firstName()));
        }
    }

    @Test
    void aServiceThatDiesAmidATopicLosesNothingOfIt(Platform platform, Brand brand)
            throws Exception {
        String topic = topic(platform, brand);
        int half = 1_500;
        try (ReceivedRecords received =
                ReceivedRecords.from(platform.description().kafka(), brand.shop().id())) {
            read(platform, brand, topic);
            send(platform, topic, numbers(brand, 0, half));
            Awaitility.await("some records")
                    .atMost(Platform.PATIENCE)
                    .until(() -> !received.soFar().isEmpty());

            platform.killAndStart(Stack.IDENTITY);
            send(platform, topic, numbers(brand, half, half));

            awaitRecords(received, 2 * half);
        }
    }

    @Test
    void aTopicThatIsMadeAnewHasNewMessages(Platform platform, Brand brand) throws Exception {
        String topic = topic(platform, brand);
        try (ReceivedRecords received =
                ReceivedRecords.from(platform.description().kafka(), brand.shop().id())) {
            read(platform, brand, topic);
            send(platform, topic, numbers(brand, 0, 50));
            awaitRecords(received, 50);

            remake(platform, topic);
            send(platform, topic, numbers(brand, 50, 50));

            awaitRecords(received, 100);
        }
    }

    private static void awaitRecords(ReceivedRecords received, int count) {
        Awaitility.await("all records")
                .atMost(Platform.PATIENCE)
                .untilAsserted(() -> assertThat(ids(received)).hasSize(count));
    }

    private static void remake(Platform platform, String topic) throws Exception {
        Map<String, Object> settings =
                Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, platform.description().kafka());
        try (Admin admin = Admin.create(settings)) {
            admin.deleteTopics(List.of(topic)).all().get();
            Awaitility.await("the topic is gone")
                    .atMost(Platform.PATIENCE)
                    .until(() -> !admin.listTopics().names().get().contains(topic));
            admin.createTopics(List.of(new NewTopic(topic, 3, (short) 1))).all().get();
        }
    }

    @Test
    void aTopicIsOfOneSourceAndNeverOneOfOurs(Platform platform, Brand brand) throws Exception {
        String topic = topic(platform, brand);
        read(platform, brand, topic);
        String path = "/v1/sources/" + brand.store().id() + "/topic";

        platform.as(KEEPER, Stack.IDENTITY)
                .body(Map.of("topic", topic, "mapping", MAPPING))
                .put(path)
                .then()
                .statusCode(409);
        platform.as(KEEPER, Stack.IDENTITY)
                .body(Map.of("topic", "cdp.records.received.v1", "mapping", MAPPING))
                .put(path)
                .then()
                .statusCode(400);
        platform.as(SharedRegister.PARTNER, Stack.IDENTITY)
                .body(Map.of("topic", topic + "-2", "mapping", MAPPING))
                .put(path)
                .then()
                .statusCode(403);
        platform.as(KEEPER, Stack.IDENTITY)
                .get("/v1/sources/" + brand.shop().id() + "/topic")
                .then()
                .statusCode(200)
                .body("topic", equalTo(topic));
        platform.as(KEEPER, Stack.IDENTITY)
                .delete("/v1/sources/" + brand.shop().id() + "/topic")
                .then()
                .statusCode(204);
        platform.as(KEEPER, Stack.IDENTITY)
                .get("/v1/sources/" + brand.shop().id() + "/topic")
                .then()
                .statusCode(404);
    }

    private static void read(Platform platform, Brand brand, String topic) {
        platform.as(KEEPER, Stack.IDENTITY)
                .body(Map.of("topic", topic, "mapping", MAPPING))
                .put("/v1/sources/" + brand.shop().id() + "/topic")
                .then()
                .statusCode(201);
    }

    private static String nameOf(Brand brand) {
        return "orders." + brand.id();
    }

    private static String topic(Platform platform, Brand brand) throws Exception {
        String topic = nameOf(brand);
        Map<String, Object> settings =
                Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, platform.description().kafka());
        try (Admin admin = Admin.create(settings)) {
            admin.createTopics(List.of(new NewTopic(topic, 3, (short) 1))).all().get();
        }
        return topic;
    }

    private static void send(Platform platform, String topic, List<String> messages) {
        Map<String, Object> settings =
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        platform.description().kafka(),
                        ProducerConfig.ACKS_CONFIG,
                        "all");
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(
                        settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            messages.forEach(
                    message -> producer.send(new ProducerRecord<>(topic, message.getBytes(UTF_8))));
            producer.flush();
        }
    }

    private static List<String> numbers(Brand brand, int from, int count) {
        return IntStream.range(from, from + count)
                .mapToObj(number -> "{\"nr\":\"%s-%d\"}".formatted(brand.id(), number))
                .toList();
    }

    private static Set<String> ids(ReceivedRecords received) {
        return received.soFar().stream().map(ReceivedRecord::recordId).collect(Collectors.toSet());
    }
}
