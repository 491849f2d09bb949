package org.purposecdp.consent.signal;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;

import org.purposecdp.consent.subject.Subjects;
import org.purposecdp.consent.word.Statement;
import org.purposecdp.contracts.record.ConsentSignal;
import org.purposecdp.contracts.topic.Topic;
import org.purposecdp.kit.messaging.Batches.Item;
import org.purposecdp.kit.messaging.FlowTopics;

/** Reads {@code consent.signals}: one transaction a batch, a repeat of a signal changes nothing. */
@ApplicationScoped
class Signals {
    private final Pool pool;
    private final Subjects subjects;

    Signals(Pool pool, Subjects subjects) {
        this.pool = pool;
        this.subjects = subjects;
    }

    void register(@Observes StartupEvent event, FlowTopics topics) {
        topics.register(Topic.CONSENT_SIGNALS, ConsentSignal.class, this::record);
    }

    private Uni<Void> record(List<Item<ConsentSignal>> items) {
        List<ConsentSignal> signals = items.stream().map(Item::value).toList();
        return pool.withTransaction(tx -> record(tx, signals));
    }

    private Uni<Void> record(SqlConnection tx, List<ConsentSignal> signals) {
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
