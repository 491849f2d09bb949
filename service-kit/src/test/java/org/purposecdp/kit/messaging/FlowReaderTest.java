package org.purposecdp.kit.messaging;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.Uni;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.purposecdp.contracts.topic.Topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.purposecdp.kit.messaging.Eventually.await;

/** Each test has a topic of its own. */
class FlowReaderTest {

    @TempDir static Path directory;
    private static Broker broker;
    private static KafkaAdmin kafka;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final ConcurrentLinkedQueue<String> taken = new ConcurrentLinkedQueue<>();
    private final List<FlowReader> readers = new ArrayList<>();

    @BeforeAll
    static void start() throws Exception {
        broker = new Broker(directory);
        kafka = new KafkaAdmin(broker.bootstrap());
        kafka.topics().createOrCheck(List.of(Topic.values()));
    }

    @AfterAll
    static void stop() {
        kafka.close();
        broker.close();
    }

    @AfterEach
    void stopReaders() {
        readers.forEach(FlowReader::stop);
        await(() -> readers.stream().allMatch(FlowReader::ended));
    }

    @Test
    void whatFailsIsTakenAgainAndNotCommittedBefore() {
        Topic topic = Topic.CONSENT_SIGNALS;
        AtomicInteger attempts = new AtomicInteger();
        List<Long> committed = new ArrayList<>();
        append(topic, 0, 3);

        read(
                topic,
                "one",
                Map.of(),
                records -> {
                    committed.add(committed(topic, 0));
                    return attempts.incrementAndGet() < 3
                            ? Uni.createFrom().failure(new IllegalStateException("store away"))
                            : take(records);
                });

        await(() -> committed(topic, 0) == 3);
        assertThat(committed).containsExactly(0L, 0L, 0L);
        assertThat(taken).hasSize(3);
    }

    /** Without staying in the group while it works it would be put out, and take it twice. */
    @Test
    void whoWorksLongStaysInTheGroup() {
        Topic topic = Topic.FENCE_ACKS;
        CompletableFuture<Void> working = new CompletableFuture<>();
        append(topic, 0, 1);
        Map<String, Object> impatient =
                Map.of("max.poll.interval.ms", 7_000, "session.timeout.ms", 6_000);

        read(
                topic,
                "one",
                impatient,
                records -> {
                    records.forEach(record -> taken.add(name(record)));
                    return Uni.createFrom().completionStage(working);
                });
        await(() -> taken.size() == 1);
        read(topic, "two", impatient, this::take);
        append(topic, 1, 1);
        append(topic, 2, 1);
        append(topic, 3, 1);
        Uni.createFrom()
                .voidItem()
                .onItem()
                .delayIt()
                .by(Duration.ofSeconds(9))
                .subscribe()
                .with(done -> working.complete(null));

        await(() -> taken.size() == 4 && committed(topic, 0) == 1);
        assertThat(taken).doesNotHaveDuplicates();
    }

    @Test
    void whoStopsFinishesAndTheOtherGoesOn() throws InterruptedException {
        Topic topic = Topic.RECORDS_RECEIVED;
        CompletableFuture<Void> working = new CompletableFuture<>();
        append(topic, 0, 5);
        FlowReader first =
                read(
                        topic,
                        "one",
                        Map.of(),
                        records -> {
                            records.forEach(record -> taken.add(name(record)));
                            return Uni.createFrom().completionStage(working);
                        });
        await(() -> taken.size() == 5);

        first.stop();
        // It looks once a second.
        TimeUnit.SECONDS.sleep(2);
        assertThat(first.ended()).as("while something is under way").isFalse();
        working.complete(null);
        await(first::ended);
        read(topic, "two", Map.of(), this::take);
        append(topic, 0, 2);

        await(() -> taken.size() == 7);
        assertThat(taken).as("nothing is taken twice").doesNotHaveDuplicates();
    }

    /** Offsets are not committed after every batch: the last ones are when it stops. */
    @Test
    void whatWasTakenLastIsCommittedWhenItStops() {
        Topic topic = Topic.DELIVERIES;
        String group = "stops-at-its-second-batch";
        Map<String, Object> settings =
                new HashMap<>(
                        new ConsumerSettings(broker.bootstrap(), "kit-test", Optional.empty())
                                .state());
        settings.put("group.id", group);
        settings.put("max.poll.records", 1);
        AtomicInteger batches = new AtomicInteger();
        append(topic, 0, 10);

        FlowReader reader =
                new FlowReader(
                        topic,
                        records -> {
                            if (batches.incrementAndGet() == 2) {
                                readers.get(0).stop();
                            }
                            return take(records);
                        },
                        settings,
                        meters);
        readers.add(reader);
        reader.start(() -> true);

        await(reader::ended);
        assertThat(batches).hasValue(2);
        assertThat(committed(group)).isEqualTo(taken.size());
    }

    @Test
    void nothingIsReadWhileItMayNot() {
        Topic topic = Topic.RECORDS_RESOLVED;
        AtomicInteger asked = new AtomicInteger();
        append(topic, 0, 1);
        FlowReader reader = reader(topic, "one", Map.of(), this::take);

        reader.start(
                () -> {
                    assertThat(taken).isEmpty();
                    return asked.incrementAndGet() > 2;
                });

        await(() -> taken.size() == 1);
    }

    @Test
    void whereMessagesWereDeletedUnreadItStandsUntilOffsetsAreSet() {
        Topic topic = Topic.PROFILE_CHANGES;
        append(topic, 0, 5);
        commit(topic, 0, 1);
        TopicAdmin.await(
                kafka.admin()
                        .deleteRecords(Map.of(partition(topic, 0), RecordsToDelete.beforeOffset(3)))
                        .all());

        read(topic, "one", Map.of(), this::take);
        await(() -> meters.counter("cdp.flow.lost", "topic", topic.topicName()).count() > 0);
        assertThat(taken).isEmpty();
        readers.get(0).stop();
        await(() -> settable(topic, 3));
        read(topic, "one", Map.of(), this::take);

        await(() -> taken.size() == 2);
    }

    private static boolean settable(Topic topic, long offset) {
        try {
            commit(topic, 0, offset);
            return true;
        } catch (IllegalStateException e) {
            return false; // until its session is over
        }
    }

    private Uni<Void> take(List<ConsumerRecord<String, byte[]>> records) {
        records.forEach(record -> taken.add(name(record)));
        return Uni.createFrom().voidItem();
    }

    private static String name(ConsumerRecord<String, byte[]> record) {
        return record.partition() + "/" + record.offset();
    }

    private FlowReader read(
            Topic topic,
            String instance,
            Map<String, Object> more,
            Function<List<ConsumerRecord<String, byte[]>>, Uni<Void>> work) {
        FlowReader reader = reader(topic, instance, more, work);
        reader.start(() -> true);
        return reader;
    }

    private FlowReader reader(
            Topic topic,
            String instance,
            Map<String, Object> more,
            Function<List<ConsumerRecord<String, byte[]>>, Uni<Void>> work) {
        String service = topic.subscribers().iterator().next();
        Map<String, Object> settings =
                new HashMap<>(
                        new ConsumerSettings(broker.bootstrap(), service, Optional.of(instance))
                                .flow(topic));
        settings.putAll(more);
        kafka.offsets().startAtZero(service, topic);
        FlowReader reader = new FlowReader(topic, work, settings, meters);
        readers.add(reader);
        return reader;
    }

    private static void append(Topic topic, int partition, int count) {
        broker.append(partition(topic, partition), count);
    }

    private static TopicPartition partition(Topic topic, int number) {
        return new TopicPartition(topic.topicName(), number);
    }

    private static long committed(String group) {
        return TopicAdmin.await(
                        kafka.admin()
                                .listConsumerGroupOffsets(group)
                                .partitionsToOffsetAndMetadata())
                .values()
                .stream()
                .mapToLong(OffsetAndMetadata::offset)
                .sum();
    }

    private static long committed(Topic topic, int partition) {
        OffsetAndMetadata offset =
                TopicAdmin.await(
                                kafka.admin()
                                        .listConsumerGroupOffsets(group(topic))
                                        .partitionsToOffsetAndMetadata())
                        .get(partition(topic, partition));
        return offset == null ? 0 : offset.offset();
    }

    private static void commit(Topic topic, int partition, long offset) {
        TopicAdmin.await(
                kafka.admin()
                        .alterConsumerGroupOffsets(
                                group(topic),
                                Map.of(partition(topic, partition), new OffsetAndMetadata(offset)))
                        .all());
    }

    private static String group(Topic topic) {
        return topic.group(topic.subscribers().iterator().next());
    }
}
