package org.purposecdp.kit.messaging;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.UnknownMemberIdException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.purposecdp.contracts.topic.Keeping;
import org.purposecdp.contracts.topic.Topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.purposecdp.kit.messaging.Eventually.await;

/** Each test has topics of its own. */
class TopicsOnKafkaTest {
    private static final String IDENTITY = "identity-service";
    private static final String CONSENT = "consent-service";
    private static final String PROFILE = "profile-service";
    private static final String ACTIVATION = "activation-service";
    private static final List<Topic> ALL = Arrays.asList(Topic.values());
    private static final Duration POLL = Duration.ofMillis(100);

    @TempDir static Path directory;
    private static Broker broker;
    private static KafkaAdmin kafka;

    @BeforeAll
    static void start() throws Exception {
        broker = new Broker(directory);
        kafka = new KafkaAdmin(broker.bootstrap());
        kafka.topics().createOrCheck(ALL);
    }

    @AfterAll
    static void stop() {
        kafka.close();
        broker.close();
    }

    @Test
    void aServiceThatReadsOneMoreTopicStartsBesideItsOldInstances() {
        kafka.offsets().startAtZero(CONSENT, Topic.CONSENT_SIGNALS);
        try (KafkaConsumer<String, byte[]> old = reading(CONSENT, Topic.CONSENT_SIGNALS)) {
            await(() -> takesPart(old));
            broker.append(partition(Topic.FENCE_ACKS, 2), 3);

            kafka.offsets().startAtZero(CONSENT, Topic.CONSENT_SIGNALS);
            kafka.offsets().startAtZero(CONSENT, Topic.FENCE_ACKS);

            List<Long> read = new ArrayList<>();
            try (KafkaConsumer<String, byte[]> signals = reading(CONSENT, Topic.CONSENT_SIGNALS);
                    KafkaConsumer<String, byte[]> acks = reading(CONSENT, Topic.FENCE_ACKS)) {
                await(
                        () -> {
                            acks.poll(POLL).forEach(record -> read.add(record.offset()));
                            return takesPart(signals) & takesPart(old) && read.size() == 3;
                        });
            }
            assertThat(read).containsExactly(0L, 1L, 2L);
        }
    }

    /** What a group for all topics of a service came to. */
    @Test
    void noOffsetIsTakenForAGroupThatSomebodyIsIn() {
        String group = "one-for-all";
        commit(group, Topic.CONSENT_SIGNALS, 0);
        try (KafkaConsumer<String, byte[]> old = consumer(group)) {
            old.subscribe(List.of(Topic.CONSENT_SIGNALS.topicName()));
            await(() -> takesPart(old));

            assertThatThrownBy(() -> commit(group, partition(Topic.FENCE_ACKS, 0), 0))
                    .hasCauseInstanceOf(UnknownMemberIdException.class);
        }
    }

    @Test
    void anOffsetThatWasTrimmedStopsTheConsumer() {
        TopicPartition partition = partition(Topic.DELIVERIES, 0);
        broker.append(partition, 5);
        commit("late", Topic.DELIVERIES, 0);
        TopicAdmin.await(
                kafka.admin()
                        .deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(5)))
                        .all());
        try (KafkaConsumer<String, byte[]> consumer = consumer("late")) {
            consumer.subscribe(List.of(partition.topic()));

            assertThatThrownBy(() -> await(() -> !consumer.poll(POLL).isEmpty()))
                    .isInstanceOf(OffsetOutOfRangeException.class)
                    .hasMessageContaining("out of range for partition " + partition);
        }
    }

    /** By the service that writes it, as when the one that reads and trims it stands. */
    @Test
    void segmentsAreOfAnHourWhileASubscriberIsTwoHoursBehind() {
        TopicPartition partition = partition(Topic.RECORDS_RESOLVED, 1);
        broker.append(partition, 5);
        commit(Topic.RECORDS_RESOLVED.group(PROFILE), partition, 4);

        new SegmentLengths(kafka, IDENTITY, in(Duration.ofMinutes(119))).set();
        assertThat(kafka.topics().segmentLength(Topic.RECORDS_RESOLVED)).isEqualTo(Keeping.MINUTE);

        new SegmentLengths(kafka, IDENTITY, in(Duration.ofMinutes(121))).set();
        awaitLength(Topic.RECORDS_RESOLVED, Keeping.HOUR);
        assertThatCode(() -> kafka.topics().createOrCheck(List.of(Topic.RECORDS_RESOLVED)))
                .doesNotThrowAnyException();

        commit(Topic.RECORDS_RESOLVED.group(PROFILE), partition, 5);
        new SegmentLengths(kafka, IDENTITY, in(Duration.ofMinutes(121))).set();
        awaitLength(Topic.RECORDS_RESOLVED, Keeping.MINUTE);
    }

    @Test
    void aTopicThatIsSetOtherwiseIsRefusedAndSoAreItsDeadLetters() {
        String topic = Topic.IDENTITY_CLUSTERS.topicName();
        String deadLetters = Topic.DELIVERIES.deadLetterName();
        configure(topic, Map.of("segment.bytes", "1048576"));
        configure(deadLetters, Map.of("segment.ms", "60000"));
        try {
            assertThatThrownBy(() -> kafka.topics().createOrCheck(ALL))
                    .hasMessageContaining(
                            topic + " has segment.bytes=1048576, 1073741824 is needed")
                    .hasMessageContaining(deadLetters + " has segment.ms=60000, 3600000 is needed");
        } finally {
            configure(topic, Map.of("segment.bytes", "1073741824"));
            configure(deadLetters, Map.of("segment.ms", "3600000"));
        }
    }

    @Test
    void theMostSegmentsOfEachTopicAreTold() {
        broker.append(partition(Topic.PROFILE_CHANGES, 0), 10_000);
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        SegmentCount count = new SegmentCount(kafka, meters, ACTIVATION, in(Duration.ofDays(3)));

        count.count();
        long counted = 4_320;
        long idlePartitions = 3 * 2;
        assertThat(told(meters, Topic.PROFILE_CHANGES.topicName()))
                .as("three days of minutes")
                .isBetween(counted, 2 * counted + idlePartitions);
        assertThat(told(meters, Topic.PROFILE_CHANGES.deadLetterName())).isEqualTo(2);
        assertThat(meters.find(SegmentCount.GAUGE).gauges()).hasSize(5 + 3);

        kafka.topics().setSegmentLength(Topic.PROFILE_CHANGES, Keeping.HOUR);
        awaitLength(Topic.PROFILE_CHANGES, Keeping.HOUR);
        count.count();
        assertThat(told(meters, Topic.PROFILE_CHANGES.topicName()))
                .as("two hours of minutes, the rest of hours")
                .isBetween(120L + 70, 120 + 2 * 72 + idlePartitions);
    }

    @Test
    void whatCouldNotBeCountedIsNotTold() {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        KafkaAdmin itsOwn = new KafkaAdmin(broker.bootstrap());
        SegmentCount count = new SegmentCount(itsOwn, meters, IDENTITY, Clock.systemUTC());
        count.count();
        assertThat(meters.find(SegmentCount.GAUGE).gauges()).isNotEmpty();

        itsOwn.close();
        count.count();
        assertThat(meters.find(SegmentCount.GAUGE).gauges()).isEmpty();
    }

    @Test
    void noEventLoopWaitsForTheBroker() throws Exception {
        Vertx vertx = Vertx.vertx();
        CompletableFuture<Object> asked = new CompletableFuture<>();
        try {
            vertx.runOnContext(
                    on -> {
                        try {
                            asked.complete(kafka.topics().segmentLength(Topic.FENCE_ACKS));
                        } catch (RuntimeException e) {
                            asked.completeExceptionally(e);
                        }
                    });
            assertThatThrownBy(() -> asked.get(10, TimeUnit.SECONDS))
                    .hasMessageContaining("event loop");
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        }
    }

    private static Clock in(Duration later) {
        return Clock.fixed(Instant.now().plus(later), ZoneOffset.UTC);
    }

    private static TopicPartition partition(Topic topic, int number) {
        return new TopicPartition(topic.topicName(), number);
    }

    private static long told(SimpleMeterRegistry meters, String topic) {
        return (long) meters.get(SegmentCount.GAUGE).tag("topic", topic).gauge().value();
    }

    private static void commit(String group, Topic topic, long offset) {
        TopicAdmin.partitions(topic).forEach(partition -> commit(group, partition, offset));
    }

    private static void commit(String group, TopicPartition partition, long offset) {
        TopicAdmin.await(
                kafka.admin()
                        .alterConsumerGroupOffsets(
                                group, Map.of(partition, new OffsetAndMetadata(offset)))
                        .all());
    }

    private static void configure(String topic, Map<String, String> settings) {
        TopicAdmin.await(
                kafka.admin()
                        .incrementalAlterConfigs(
                                Map.of(
                                        new ConfigResource(ConfigResource.Type.TOPIC, topic),
                                        settings.entrySet().stream()
                                                .map(TopicsOnKafkaTest::set)
                                                .toList()))
                        .all());
        await(
                () ->
                        settings.entrySet().stream()
                                .allMatch(
                                        setting ->
                                                kafka.topics()
                                                        .config(topic)
                                                        .get(setting.getKey())
                                                        .value()
                                                        .equals(setting.getValue())));
    }

    private static AlterConfigOp set(Map.Entry<String, String> setting) {
        return new AlterConfigOp(
                new ConfigEntry(setting.getKey(), setting.getValue()), AlterConfigOp.OpType.SET);
    }

    private static void awaitLength(Topic topic, Duration length) {
        await(() -> kafka.topics().segmentLength(topic).equals(length));
    }

    private static KafkaConsumer<String, byte[]> reading(String service, Topic topic) {
        KafkaConsumer<String, byte[]> consumer = consumer(topic.group(service));
        consumer.subscribe(List.of(topic.topicName()));
        return consumer;
    }

    /** With the settings that the services' consumers have. */
    private static KafkaConsumer<String, byte[]> consumer(String group) {
        Map<String, Object> settings =
                new HashMap<>(
                        new ConsumerSettings(broker.bootstrap(), CONSENT, Optional.empty())
                                .flow(Topic.CONSENT_SIGNALS));
        settings.put("group.id", group);
        return new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
    }

    private static boolean takesPart(KafkaConsumer<String, byte[]> consumer) {
        consumer.poll(POLL);
        return !consumer.assignment().isEmpty();
    }
}
