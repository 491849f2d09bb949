package org.purposecdp.identity.node;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

import org.apache.kafka.common.header.Header;

import org.purposecdp.contracts.identifier.Pseudonyms;
import org.purposecdp.contracts.policy.Policy;
import org.purposecdp.contracts.record.ConsentSignal;
import org.purposecdp.contracts.record.ReceivedRecord;
import org.purposecdp.identity.cluster.HashedIdentifier;
import org.purposecdp.identity.cluster.Node;
import org.purposecdp.identity.matching.Field;

/** A record on its way, and the node that it is of. */
record NodeRecord(Node node, ReceivedRecord record, List<Header> headers) {

    /**
     * @param coverage what of its match fields may be kept; its id rests on all of them
     * @param region of phone numbers without a country code
     */
    static NodeRecord of(
            ReceivedRecord record,
            List<Header> headers,
            Pseudonyms pseudonyms,
            Coverage coverage,
            String region) {
        Map<Field, String> fields = MatchFields.of(record.traits());
        String nodeId =
                pseudonyms.node(record.source(), record.identifiers(), MatchFields.byId(fields));
        List<HashedIdentifier> identifiers =
                record.identifiers().stream()
                        .map(
                                identifier ->
                                        new HashedIdentifier(
                                                identifier.namespace(),
                                                pseudonyms.identifier(identifier)))
                        .toList();
        Coverage.Taken taken =
                coverage.take(
                        record.source(),
                        record.traits(),
                        record.identifiers(),
                        record.receivedAt());
        Node node =
                new Node(
                        nodeId,
                        record.source(),
                        record.sourceKind(),
                        record.receivedAt(),
                        identifiers,
                        MatchFields.person(
                                MatchFields.of(taken.traits()),
                                taken.identifiers(),
                                region,
                                record.receivedAt()),
                        taken.kept());
        return new NodeRecord(node, record, headers);
    }

    String nodeId() {
        return node.nodeId();
    }

    /** Word → granted; empty when the record says nothing of consent. */
    Map<String, Boolean> choices() {
        return record.consent() == null ? Map.of() : record.consent();
    }

    /**
     * Tells what the choices mean today, so that a word the register learns later is signalled
     * then.
     */
    String choicesHash(Optional<Policy> policy) {
        StringBuilder meant = new StringBuilder();
        new TreeMap<>(choices())
                .forEach(
                        (word, granted) ->
                                meant.append(word)
                                        .append(granted)
                                        .append(policy.map(p -> p.purposesSignalled(word))));
        return UUID.nameUUIDFromBytes(meant.toString().getBytes(StandardCharsets.UTF_8)).toString();
    }

    /** The earlier of what was claimed and when it was received. */
    Instant decidedAt() {
        return record.occurredAt().isBefore(record.receivedAt())
                ? record.occurredAt()
                : record.receivedAt();
    }

    ConsentSignal signal(Map<String, Boolean> choices) {
        return new ConsentSignal(
                record.recordId(),
                nodeId(),
                record.source(),
                record.sourceKind(),
                choices,
                decidedAt());
    }
}
