package org.purposecdp.consent.signal;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

import org.purposecdp.consent.subject.Subjects;
import org.purposecdp.consent.word.Statement;
import org.purposecdp.contracts.record.ConsentSignal;
import org.purposecdp.kit.messaging.Batches;
import org.purposecdp.kit.messaging.Batches.Item;
import org.purposecdp.kit.messaging.Batches.ParsedBatch;
import org.purposecdp.kit.messaging.DeadLetters;

/** Reads {@code consent.signals}: one transaction a poll, a repeat of a signal changes nothing. */
@ApplicationScoped
class Signals {
    private final Pool pool;
    private final Subjects subjects;
    private final DeadLetters deadLetters;

    Signals(Pool pool, Subjects subjects, DeadLetters deadLetters) {
        this.pool = pool;
        this.subjects = subjects;
        this.deadLetters = deadLetters;
    }

    @Incoming("consent-signals")
    public Uni<Void> consume(ConsumerRecords<String, byte[]> poll) {
        ParsedBatch<ConsentSignal> batch = Batches.parse(poll, ConsentSignal.class);
        return deadLetters
                .take(batch.items(), this::record)
                .invoke(subjects::wake)
                .flatMap(done -> deadLetters.send(batch.unreadable()))
                .onFailure()
                .retry()
                .withBackOff(Duration.ofMillis(200), Duration.ofSeconds(5))
                .indefinitely();
    }

    private Uni<Void> record(List<Item<ConsentSignal>> items) {
        List<ConsentSignal> signals = items.stream().map(Item::value).toList();
        return pool.withTransaction(tx -> record(tx, signals));
    }

    private Uni<Void> record(SqlConnection tx, List<ConsentSignal> signals) {
        if (signals.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return subjects.shareNodes(tx)
                .flatMap(shared -> subjects.hear(tx, statements(signals, Instant.now())))
                .flatMap(heard -> derive(tx, heard));
    }

    /** Those with a new "no" first: their points must acknowledge it. */
    private Uni<Void> derive(SqlConnection tx, Subjects.Heard heard) {
        Set<String> others = new HashSet<>(heard.profiles());
        others.removeAll(heard.refusing());
        return subjects.lock(tx, heard.profiles())
                .flatMap(locked -> subjects.derive(tx, heard.refusing(), true))
                .flatMap(done -> subjects.derive(tx, others, false))
                .replaceWithVoid();
    }

    static List<Statement> statements(List<ConsentSignal> signals, Instant now) {
        return signals.stream()
                .map(
                        signal ->
                                new Statement(
                                        signal.signalId(),
                                        signal.nodeId(),
                                        signal.source(),
                                        signal.device(),
                                        signal.act(),
                                        signal.words(),
                                        earlier(signal.at(), now),
                                        earlier(signal.heardAt(), now)))
                .toList();
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isAfter(other) ? other : one;
    }
}
