package org.purposecdp.identity.node;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.header.Header;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;

import org.purposecdp.contracts.identifier.Pseudonyms;
import org.purposecdp.contracts.json.Json;
import org.purposecdp.contracts.policy.Catalogue;
import org.purposecdp.contracts.policy.Policy;
import org.purposecdp.contracts.record.ConsentSignal;
import org.purposecdp.contracts.record.ReceivedRecord;
import org.purposecdp.contracts.record.ResolvedRecord;
import org.purposecdp.contracts.topic.Topic;
import org.purposecdp.identity.outcome.Outcome;
import org.purposecdp.identity.outcome.Outcomes;
import org.purposecdp.kit.messaging.Batches;
import org.purposecdp.kit.messaging.Batches.Item;
import org.purposecdp.kit.messaging.Batches.ParsedBatch;
import org.purposecdp.kit.messaging.DeadLetters;
import org.purposecdp.kit.messaging.EventProducer;
import org.purposecdp.kit.messaging.OutgoingEvent;
import org.purposecdp.kit.state.PolicyHolder;

/** One look-up, one transaction if there are new nodes, one flush a batch. */
@ApplicationScoped
class ReceivedConsumer {
    private static final Logger LOG = Logger.getLogger(ReceivedConsumer.class);
    private static final Catalogue NO_CATALOGUE = new Catalogue(null, null, null);

    private final Pseudonyms pseudonyms;
    private final Resolver resolver;
    private final ToldTable told;
    private final Outcomes outcomes;
    private final EventProducer producer;
    private final DeadLetters deadLetters;
    private final PolicyHolder policies;

    ReceivedConsumer(
            Pseudonyms pseudonyms,
            Resolver resolver,
            ToldTable told,
            Outcomes outcomes,
            EventProducer producer,
            DeadLetters deadLetters,
            PolicyHolder policies) {
        this.pseudonyms = pseudonyms;
        this.resolver = resolver;
        this.told = told;
        this.outcomes = outcomes;
        this.producer = producer;
        this.deadLetters = deadLetters;
        this.policies = policies;
    }

    @Incoming("records-received")
    Uni<Void> consume(ConsumerRecords<String, byte[]> poll) {
        ParsedBatch<ReceivedRecord> batch = Batches.parse(poll, ReceivedRecord.class);
        // A record that was accepted is never lost: while a store is away it waits here.
        return deadLetters
                .send(batch.unreadable())
                .chain(() -> deadLetters.take(batch.items(), this::resolve))
                .onFailure()
                .invoke(failure -> LOG.warnf("a batch failed with %s, again", failure.getClass()))
                .onFailure()
                .retry()
                .withBackOff(Duration.ofMillis(200), Duration.ofSeconds(5))
                .indefinitely();
    }

    private Uni<Void> resolve(List<Item<ReceivedRecord>> items) {
        if (items.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        String region = policies.identityRules().region();
        Coverage coverage = policies.current().map(Coverage::of).orElse(Coverage.NOTHING);
        List<NodeRecord> records =
                items.stream()
                        .map(
                                item ->
                                        NodeRecord.of(
                                                item.value(),
                                                item.traceHeaders(),
                                                pseudonyms,
                                                coverage,
                                                region))
                        .toList();
        return tell(records)
                .call(() -> resolver.take(records.stream().map(NodeRecord::node).toList()))
                .call(() -> outcomes.store(accepted(records)))
                .call(() -> producer.sendAll(resolved(records)))
                .chain(telling -> told.store(telling.changed()));
    }

    /**
     * Before its cluster: so a newcomer's first Subject mostly bears what came along with it. What
     * was heard is stored after the signals are out: a crash repeats one, loses none.
     */
    private Uni<Telling> tell(List<NodeRecord> records) {
        Catalogue catalogue = policies.current().map(Policy::catalogue).orElse(NO_CATALOGUE);
        Map<NodeRecord, ConsentSignal> said = new IdentityHashMap<>();
        Set<String> keys = new HashSet<>();
        for (NodeRecord record : records) {
            if (record.speaksOfConsent()) {
                ConsentSignal signal = record.said(catalogue, pseudonyms);
                said.put(record, signal);
                keys.addAll(Telling.keys(signal));
            }
        }
        return told.of(keys).map(Telling::new).call(telling -> tell(records, said, telling));
    }

    private Uni<Void> tell(
            List<NodeRecord> records, Map<NodeRecord, ConsentSignal> said, Telling telling) {
        List<OutgoingEvent> signals = new ArrayList<>();
        for (NodeRecord record : records) {
            ConsentSignal signal = said.get(record);
            if (signal != null) {
                telling.hear(signal)
                        .forEach(each -> signals.add(signalled(each, record.headers())));
            }
        }
        return signals.isEmpty() ? Uni.createFrom().voidItem() : producer.sendAll(signals);
    }

    private List<OutgoingEvent> resolved(List<NodeRecord> records) {
        long policyVersion = policies.current().map(Policy::version).orElse(0L);
        return records.stream().map(record -> resolved(record, policyVersion)).toList();
    }

    private static List<Outcome> accepted(List<NodeRecord> records) {
        return records.stream().map(record -> Outcome.accepted(record.record())).toList();
    }

    private static OutgoingEvent resolved(NodeRecord record, long policyVersion) {
        return new OutgoingEvent(
                Topic.RECORDS_RESOLVED,
                record.nodeId(),
                "record.resolved.v1",
                Json.bytes(new ResolvedRecord(record.nodeId(), record.record(), policyVersion)),
                record.headers());
    }

    private static OutgoingEvent signalled(ConsentSignal signal, List<Header> headers) {
        return new OutgoingEvent(
                Topic.CONSENT_SIGNALS,
                signal.nodeId(),
                "consent.signalled.v1",
                Json.bytes(signal),
                headers);
    }
}
