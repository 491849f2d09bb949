package org.purposecdp.kit.messaging;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

import jakarta.enterprise.context.ApplicationScoped;

import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import org.apache.kafka.clients.consumer.ConsumerRecord;

import org.purposecdp.contracts.topic.Topic;
import org.purposecdp.kit.messaging.Batches.Item;
import org.purposecdp.kit.messaging.Batches.ParsedBatch;

/** The flow topics that this service reads; registered while it starts. */
@ApplicationScoped
public class FlowTopics {
    private final ConsumerSettings settings;
    private final DeadLetters deadLetters;
    private final MeterRegistry meters;
    private final List<FlowReader> readers = new CopyOnWriteArrayList<>();

    FlowTopics(ConsumerSettings settings, DeadLetters deadLetters, MeterRegistry meters) {
        this.settings = settings;
        this.deadLetters = deadLetters;
        this.meters = meters;
    }

    /**
     * What cannot be read, or cannot be taken by itself, is set aside; its neighbours go on.
     *
     * @param work takes a batch in order, and takes it again where it failed; begins on a thread
     *     that may be busy, never an event loop
     */
    public <T> void register(Topic topic, Class<T> type, Function<List<Item<T>>, Uni<Void>> work) {
        readers.add(
                new FlowReader(
                        topic, records -> take(records, type, work), settings.flow(topic), meters));
    }

    private <T> Uni<Void> take(
            List<ConsumerRecord<String, byte[]>> records,
            Class<T> type,
            Function<List<Item<T>>, Uni<Void>> work) {
        ParsedBatch<T> batch = Batches.parse(records, type);
        return deadLetters
                .send(batch.unreadable())
                .chain(
                        () ->
                                batch.items().isEmpty()
                                        ? Uni.createFrom().voidItem()
                                        : deadLetters.take(batch.items(), work));
    }

    void start(BooleanSupplier mayRead) {
        readers.forEach(reader -> reader.start(mayRead));
    }

    /** Nothing more is polled; what is under way goes on. */
    void stop() {
        readers.forEach(FlowReader::stop);
    }

    /** Whether what was under way is taken. */
    boolean stopped() {
        return readers.stream().allMatch(FlowReader::ended);
    }
}
