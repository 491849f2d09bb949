package org.purposecdp.kit.state;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

import io.smallrye.mutiny.Uni;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.purposecdp.contracts.topic.Topic;
import org.purposecdp.kit.messaging.Broker;
import org.purposecdp.kit.messaging.ConsumerSettings;
import org.purposecdp.kit.problem.ProblemException;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.purposecdp.kit.messaging.Eventually.await;

class StateTopicReaderTest {

    @TempDir Path directory;
    private final Map<String, String> applied = new ConcurrentHashMap<>();
    private final Map<Integer, Long> offsets = new ConcurrentHashMap<>();
    private final AtomicBoolean away = new AtomicBoolean();
    private Broker broker;
    private StateTopics topics;

    @BeforeEach
    void start() throws Exception {
        broker = new Broker(directory);
        broker.create(Topic.SUBJECTS);
        topics =
                new StateTopics(
                        new ConsumerSettings(
                                broker.bootstrap(), "profile-service", Optional.empty()));
        topics.register(Topic.SUBJECTS, new Copy());
    }

    @AfterEach
    void stop() {
        topics.stop(null);
        broker.close();
    }

    @Test
    void itSeesAsOfTheLastMomentWhoseMessagesAreAllApplied() {
        send("aino", "1");
        topics.start().join();
        Instant first = topics.seenAsOf();

        assertThat(applied).containsEntry("aino", "1");
        assertThat(first).isBefore(Instant.now());
        await(() -> topics.seenAsOf().isAfter(first));
    }

    @Test
    void aStoreThatIsAwayMakesItBlind() {
        topics.start().join();
        Lookout lookout = new Lookout(topics, Duration.ofSeconds(15));
        assertThat(lookout.blind()).isFalse();
        lookout.require();

        away.set(true);
        send("aino", "1");
        await(lookout::blind);
        assertThatThrownBy(lookout::require)
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("out of sight since");

        away.set(false);
        await(() -> !lookout.blind());
        assertThat(applied).containsEntry("aino", "1");
    }

    @Test
    void cutOffFromTheBrokerItIsBlind() {
        topics.start().join();
        Lookout lookout = new Lookout(topics, Duration.ofSeconds(15));
        assertThat(lookout.blind()).isFalse();

        broker.close();

        await(lookout::blind);
    }

    @Test
    void whatCannotBeAppliedBlocksItsKeyAndNobodyElse() {
        send("bad", "poison");
        send("aino", "1");
        send("bad-too", "poison");
        send("kaethe", "2");

        topics.start().join();

        assertThat(applied)
                .containsEntry("aino", "1")
                .containsEntry("kaethe", "2")
                .containsEntry("bad", "")
                .containsEntry("bad-too", "");
    }

    private void send(String key, String value) {
        try (KafkaProducer<String, byte[]> producer =
                new KafkaProducer<>(
                        Map.of("bootstrap.servers", broker.bootstrap(), "acks", "all"),
                        new StringSerializer(),
                        new ByteArraySerializer())) {
            producer.send(
                    new ProducerRecord<>(Topic.SUBJECTS.topicName(), key, value.getBytes(UTF_8)));
            producer.flush();
        }
    }

    /** Cannot apply "poison". */
    private final class Copy implements StateStore {
        @Override
        public Uni<Map<Integer, Long>> offsets() {
            return Uni.createFrom().item(Map.copyOf(offsets));
        }

        @Override
        public Uni<Void> apply(List<StateRecord> batch, Map<Integer, Long> nextOffsets) {
            if (away.get()) {
                return Uni.createFrom().failure(new IllegalStateException("away"));
            }
            if (batch.stream().anyMatch(record -> text(record).equals("poison"))) {
                return Uni.createFrom().failure(new IllegalArgumentException("cannot be applied"));
            }
            batch.forEach(record -> applied.put(record.key(), text(record)));
            offsets.putAll(nextOffsets);
            return Uni.createFrom().voidItem();
        }

        private static String text(StateRecord record) {
            return new String(record.value(), UTF_8);
        }
    }
}
