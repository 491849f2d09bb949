package org.purposecdp.identity.node;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import org.apache.kafka.common.header.Header;

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
import org.purposecdp.kit.messaging.Batches.Item;
import org.purposecdp.kit.messaging.EventProducer;
import org.purposecdp.kit.messaging.FlowTopics;
import org.purposecdp.kit.messaging.OutgoingEvent;
import org.purposecdp.kit.state.PolicyHolder;

/** One look-up, one transaction if there are new nodes, one flush a batch. */
@ApplicationScoped
class ReceivedConsumer {
    private static final Catalogue NO_CATALOGUE = new Catalogue(null, null, null);

    /** They are read sooner than handed over. */
    private static final int FEW_RECORDS = 10;

    private final Pseudonyms pseudonyms;
    private final Resolver resolver;
    private final ToldTable told;
    private final Outcomes outcomes;
    private final EventProducer producer;
    private final PolicyHolder policies;

    ReceivedConsumer(
            Pseudonyms pseudonyms,
            Resolver resolver,
            ToldTable told,
            Outcomes outcomes,
            EventProducer producer,
            PolicyHolder policies) {
        this.pseudonyms = pseudonyms;
        this.resolver = resolver;
        this.told = told;
        this.outcomes = outcomes;
        this.producer = producer;
        this.policies = policies;
    }

    void register(@Observes StartupEvent event, FlowTopics topics) {
        topics.register(Topic.RECORDS_RECEIVED, ReceivedRecord.class, this::resolve);
    }

    private Uni<Void> resolve(List<Item<ReceivedRecord>> items) {
        String region = policies.identityRules().region();
        Coverage coverage = policies.current().map(Coverage::of).orElse(Coverage.NOTHING);
        return resolver.workers()
                .run(items.size() > FEW_RECORDS, () -> records(items, coverage, region))
                .chain(this::take);
    }

    private List<NodeRecord> records(
            List<Item<ReceivedRecord>> items, Coverage coverage, String region) {
        return items.stream()
                .map(
                        item ->
                                NodeRecord.of(
                                        item.value(),
                                        item.traceHeaders(),
                                        pseudonyms,
                                        coverage,
                                        region))
                .toList();
    }

    private Uni<Void> take(List<NodeRecord> records) {
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
