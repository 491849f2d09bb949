package org.purposecdp.kit.messaging;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.purposecdp.contracts.topic.Topic;

import static org.assertj.core.api.Assertions.assertThat;

/** Each test has a topic of its own, and a service that trims no other test's. */
class TrimmerTest {
    @TempDir static Path directory;
    private static Broker broker;
    private static KafkaAdmin kafka;
    private static EventProducer producer;

    private final Later clock = new Later();

    @BeforeAll
    static void start() throws Exception {
        broker = new Broker(directory);
        kafka = new KafkaAdmin(broker.bootstrap());
        kafka.topics().createOrCheck(List.of(Topic.values()));
        producer = new EventProducer(broker.bootstrap(), "kit-test");
    }

    @AfterAll
    static void stop() {
        producer.close();
        kafka.close();
        broker.close();
    }

    @Test
    void whatEverySubscriberHasReadIsDeletedAndNothingElse() {
        Topic topic = Topic.RECORDS_RECEIVED;
        broker.append(partition(topic, 0), 5);
        broker.append(partition(topic, 1), 5);
        kafka.offsets().startAtZero("identity-service", topic);
        read(topic, 0, 3);

        trimmer("identity-service").trim();

        assertThat(offsets(topic, OffsetSpec.earliest()))
                .containsEntry(partition(topic, 0), 3L)
                .containsEntry(partition(topic, 1), 0L);
    }

    @Test
    void anIdlePartitionGetsOneMarkerHoweverManyTrimIt() {
        Topic topic = Topic.RECORDS_RESOLVED;
        String service = "profile-service";
        broker.append(partition(topic, 0), 500);
        Trimmer one = trimmer(service);
        Trimmer other = trimmer(service);

        for (int minute = 0; minute < 20; minute += 2) {
            trimAll(topic, one, other);
        }
        assertThat(end(topic, 0)).as("five hundred, and a marker").isEqualTo(501);
        assertThat(start(topic, 0)).as("nothing is left").isEqualTo(501);

        broker.append(partition(topic, 0), 2);
        Trimmer restarted = trimmer(service);
        for (int minute = 0; minute < 20; minute += 2) {
            trimAll(topic, one, restarted);
        }
        assertThat(end(topic, 0)).as("two more, and a marker").isEqualTo(504);
        assertThat(start(topic, 0)).as("nothing is left").isEqualTo(504);
        assertThat(end(topic, 1)).as("where nothing ever was").isZero();
    }

    /** What was made anew under the same name: nobody has read what is there now. */
    @Test
    void whereMoreWasReadThanIsThereNothingIsDeletedAndTheOtherPartitionsGoOn() {
        Topic topic = Topic.PROFILE_CHANGES;
        broker.append(partition(topic, 0), 5);
        broker.append(partition(topic, 1), 5);
        read(topic, 0, 50);
        read(topic, 1, 5);
        Trimmer trimmer = trimmer("activation-service");

        for (int minute = 0; minute < 6; minute += 2) {
            trimmer.trim();
            read(topic, 1, end(topic, 1));
            clock.pass(Duration.ofMinutes(2));
        }

        assertThat(start(topic, 0)).isZero();
        assertThat(end(topic, 0)).isEqualTo(5);
        assertThat(end(topic, 1)).as("five, and a marker").isEqualTo(6);
    }

    private void trimAll(Topic topic, Trimmer... trimmers) {
        for (Trimmer trimmer : trimmers) {
            trimmer.trim();
        }
        readAll(topic);
        clock.pass(Duration.ofMinutes(2));
    }

    private Trimmer trimmer(String service) {
        ConsumerSettings settings =
                new ConsumerSettings(broker.bootstrap(), service, Optional.empty());
        return new Trimmer(kafka, producer, settings, service, clock);
    }

    private static TopicPartition partition(Topic topic, int number) {
        return new TopicPartition(topic.topicName(), number);
    }

    private static void readAll(Topic topic) {
        for (int number = 0; number < topic.partitions(); number++) {
            read(topic, number, end(topic, number));
        }
    }

    private static void read(Topic topic, int partition, long offset) {
        String subscriber = topic.subscribers().iterator().next();
        TopicAdmin.await(
                kafka.admin()
                        .alterConsumerGroupOffsets(
                                topic.group(subscriber),
                                Map.of(partition(topic, partition), new OffsetAndMetadata(offset)))
                        .all());
    }

    private static long start(Topic topic, int partition) {
        return offsets(topic, OffsetSpec.earliest()).get(partition(topic, partition));
    }

    private static long end(Topic topic, int partition) {
        return offsets(topic, OffsetSpec.latest()).get(partition(topic, partition));
    }

    private static Map<TopicPartition, Long> offsets(Topic topic, OffsetSpec spec) {
        return kafka.offsets().of(TopicAdmin.partitions(topic), spec).entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, offset -> offset.getValue().offset()));
    }

    private static final class Later extends Clock {
        private Instant now = Instant.now();

        private void pass(Duration time) {
            now = now.plus(time);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
