package org.purposecdp.kit.messaging;

import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.Uni;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.purposecdp.contracts.topic.Topic;
import org.purposecdp.kit.state.Lookouts;
import org.purposecdp.kit.state.StateTopics;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class FlowGateTest {
    private static final String SERVICE = "profile-service";
    private static final Topic TOPIC = Topic.RECORDS_RESOLVED;

    @TempDir Path directory;
    private final CompletableFuture<Void> begun = new CompletableFuture<>();
    private final CompletableFuture<Void> working = new CompletableFuture<>();
    private Broker broker;
    private KafkaAdmin kafka;
    private EventProducer producer;
    private FlowGate gate;

    @BeforeEach
    void start() throws Exception {
        broker = new Broker(directory);
        kafka = new KafkaAdmin(broker.bootstrap());
        producer = new EventProducer(broker.bootstrap(), SERVICE);
    }

    @AfterEach
    void stop() {
        working.complete(null);
        gate.finish(null);
        producer.close();
        kafka.close();
        broker.close();
    }

    @Test
    void aServiceThatStopsWaitsForWhatIsUnderWay() throws Exception {
        open(false);
        begun.get(60, TimeUnit.SECONDS);

        CompletableFuture<Void> finished = CompletableFuture.runAsync(() -> gate.finish(null));

        assertThatThrownBy(() -> finished.get(2, TimeUnit.SECONDS))
                .isInstanceOf(TimeoutException.class);
        working.complete(null);
        finished.get(20, TimeUnit.SECONDS);
        assertThat(kafka.offsets().slowest(TOPIC)).containsValue(1L);
    }

    @Test
    void aBlindServiceReadsNoFlow() {
        open(true);

        assertThatThrownBy(() -> begun.get(4, TimeUnit.SECONDS))
                .isInstanceOf(TimeoutException.class);
    }

    private void open(boolean blind) {
        ConsumerSettings settings =
                new ConsumerSettings(broker.bootstrap(), SERVICE, Optional.empty());
        StateTopics states = Lookouts.topics(settings);
        FlowTopics flows = new FlowTopics(settings, letters(), new SimpleMeterRegistry());
        gate = new FlowGate(kafka, states, flows, Lookouts.of(states, blind), SERVICE, false);
        gate.prepare(null);
        flows.register(
                TOPIC,
                Map.class,
                items -> {
                    begun.complete(null);
                    return Uni.createFrom().completionStage(working);
                });
        gate.openWhenCaughtUp(null);
        producer.sendRecords(
                        List.of(
                                new ProducerRecord<>(
                                        TOPIC.topicName(), "aino", "{}".getBytes(UTF_8))))
                .await()
                .indefinitely();
    }

    private DeadLetters letters() {
        return new DeadLetters(
                producer,
                new LettersInMemory(),
                new TopicIds(kafka),
                new SimpleMeterRegistry(),
                Base64.getEncoder().encodeToString(new byte[32]));
    }
}
