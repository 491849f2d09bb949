package org.purposecdp.kit.messaging;

import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import org.apache.kafka.clients.producer.ProducerRecord;

import org.purposecdp.kit.messaging.Batches.Unreadable;

/** Puts unreadable messages into {@code <topic>.dlq} with the reason. */
@ApplicationScoped
public class DeadLetters {
    private final EventProducer producer;
    private final MeterRegistry meters;

    DeadLetters(EventProducer producer, MeterRegistry meters) {
        this.producer = producer;
        this.meters = meters;
    }

    public Uni<Void> send(List<Unreadable> messages) {
        return producer.sendRecords(messages.stream().map(this::letter).toList());
    }

    private ProducerRecord<String, byte[]> letter(Unreadable message) {
        String topic = message.record().topic();
        meters.counter("cdp.dead.letters", "topic", topic).increment();
        ProducerRecord<String, byte[]> letter =
                new ProducerRecord<>(
                        topic + ".dlq", null, message.record().key(), message.record().value());
        message.record().headers().forEach(letter.headers()::add);
        letter.headers()
                .add("cdp-reason", Batches.utf8(message.reason()))
                .add("cdp-partition", Batches.utf8("" + message.record().partition()))
                .add("cdp-offset", Batches.utf8("" + message.record().offset()));
        return letter;
    }
}
