package org.purposecdp.consent.signal;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

import org.purposecdp.consent.policy.NoticeInForce;
import org.purposecdp.consent.policy.Policies;
import org.purposecdp.consent.subject.StoredDecision;
import org.purposecdp.consent.subject.Subjects;
import org.purposecdp.contracts.policy.Policy;
import org.purposecdp.contracts.record.ConsentSignal;
import org.purposecdp.contracts.subject.Decision.Kind;
import org.purposecdp.kit.messaging.Batches;
import org.purposecdp.kit.messaging.Batches.Item;
import org.purposecdp.kit.messaging.Batches.ParsedBatch;
import org.purposecdp.kit.messaging.DeadLetters;

/** Reads {@code consent.signals}: one transaction a poll, a repeat of a signal changes nothing. */
@ApplicationScoped
class Signals {
    private final Pool pool;
    private final Policies policies;
    private final Subjects subjects;
    private final DeadLetters deadLetters;

    Signals(Pool pool, Policies policies, Subjects subjects, DeadLetters deadLetters) {
        this.pool = pool;
        this.policies = policies;
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
        return policies.current(tx)
                .map(policy -> decisions(signals, policy))
                .flatMap(
                        decisions ->
                                subjects.shareNodes(tx)
                                        .flatMap(shared -> subjects.append(tx, decisions))
                                        .flatMap(added -> derive(tx, decisions, added)));
    }

    /** Those with a new "no" first: their points must acknowledge it. */
    private Uni<Void> derive(SqlConnection tx, List<StoredDecision> decisions, List<String> added) {
        Set<String> ids = new HashSet<>(added);
        Map<Boolean, Set<String>> nodes =
                decisions.stream()
                        .filter(decision -> ids.contains(decision.id()))
                        .collect(
                                Collectors.partitioningBy(
                                        decision -> decision.kind().refuses(),
                                        Collectors.mapping(
                                                StoredDecision::nodeId, Collectors.toSet())));
        return subjects.holding(tx, nodes.get(true))
                .flatMap(
                        refused ->
                                subjects.holding(tx, nodes.get(false))
                                        .invoke(granted -> granted.removeAll(refused))
                                        .flatMap(granted -> derive(tx, refused, granted)));
    }

    private Uni<Void> derive(SqlConnection tx, Set<String> refused, Set<String> granted) {
        Set<String> all = new HashSet<>(refused);
        all.addAll(granted);
        return subjects.lock(tx, all)
                .flatMap(locked -> subjects.derive(tx, refused, true))
                .flatMap(done -> subjects.derive(tx, granted, false))
                .replaceWithVoid();
    }

    static List<StoredDecision> decisions(List<ConsentSignal> signals, Policy policy) {
        return signals.stream().flatMap(signal -> decisions(signal, policy)).toList();
    }

    private static Stream<StoredDecision> decisions(ConsentSignal signal, Policy policy) {
        Instant now = Instant.now();
        Instant at = signal.at().isAfter(now) ? now : signal.at();
        return Choices.read(signal.choices(), policy).stream()
                .map(
                        choice -> {
                            Optional<NoticeInForce> notice =
                                    choice.granted()
                                            ? NoticeInForce.forGrant(policy, choice.purpose(), at)
                                            : Optional.empty();
                            return new StoredDecision(
                                    signal.signalId() + ":" + choice.purpose(),
                                    choice.granted() ? Kind.GRANT : Kind.REFUSE,
                                    choice.purpose(),
                                    null,
                                    at,
                                    now,
                                    notice.map(NoticeInForce::id).orElse(null),
                                    notice.map(NoticeInForce::version).orElse(0),
                                    signal.sourceKind().proven(),
                                    signal.nodeId(),
                                    null,
                                    signal.source());
                        });
    }
}
