package org.purposecdp.kit.messaging;

import java.util.List;
import java.util.function.Function;

import jakarta.enterprise.context.ApplicationScoped;

import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jboss.logging.Logger;

import org.purposecdp.kit.messaging.Batches.Item;
import org.purposecdp.kit.messaging.Batches.Unreadable;

/** Puts messages that nobody can read or take into {@code <topic>.dlq} with the reason. */
@ApplicationScoped
public class DeadLetters {
    private static final Logger LOG = Logger.getLogger(DeadLetters.class);

    private final EventProducer producer;
    private final MeterRegistry meters;

    DeadLetters(EventProducer producer, MeterRegistry meters) {
        this.producer = producer;
        this.meters = meters;
    }

    /**
     * Has the work take all messages at once; where that fails in a way that would fail again, each
     * alone, and those that fail alone are set aside. Other failures are the caller's to try again.
     */
    public <T> Uni<Void> take(List<Item<T>> items, Function<List<Item<T>>, Uni<Void>> work) {
        return Uni.createFrom()
                .deferred(() -> work.apply(items))
                .onFailure(Hopeless::is)
                .recoverWithUni(
                        failure -> items.size() > 1 ? each(items, work) : aside(items, failure));
    }

    private <T> Uni<Void> each(List<Item<T>> items, Function<List<Item<T>>, Uni<Void>> work) {
        return Multi.createFrom()
                .iterable(items)
                .onItem()
                .transformToUniAndConcatenate(item -> take(List.of(item), work))
                .collect()
                .asList()
                .replaceWithVoid();
    }

    private <T> Uni<Void> aside(List<Item<T>> items, Throwable failure) {
        String reason = "failed with " + failure.getClass().getSimpleName();
        List<Unreadable> letters =
                items.stream().map(item -> new Unreadable(item.record(), reason)).toList();
        letters.forEach(
                letter ->
                        LOG.errorf(
                                "%s: partition %d offset %d %s, set aside",
                                letter.record().topic(),
                                letter.record().partition(),
                                letter.record().offset(),
                                reason));
        return send(letters);
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
