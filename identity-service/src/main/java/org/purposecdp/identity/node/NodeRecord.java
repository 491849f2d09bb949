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

/** A record on its way, and the node that it is of. */
record NodeRecord(Node node, ReceivedRecord record, List<Header> headers) {

    static NodeRecord of(ReceivedRecord record, List<Header> headers, Pseudonyms pseudonyms) {
        String nodeId =
                pseudonyms.node(
                        record.source(), record.identifiers(), MatchFields.of(record.traits()));
        List<HashedIdentifier> identifiers =
                record.identifiers().stream()
                        .map(
                                identifier ->
                                        new HashedIdentifier(
                                                identifier.namespace(),
                                                pseudonyms.identifier(identifier)))
                        .toList();
        Node node =
                new Node(
                        nodeId,
                        record.source(),
                        record.sourceKind(),
                        record.receivedAt(),
                        identifiers);
        return new NodeRecord(node, record, headers);
    }

    String nodeId() {
        return node.nodeId();
    }

    /**
     * Tells what the choices mean today, so that a word the register learns later is signalled
     * then. Null when the record says nothing of consent.
     */
    String choicesHash(Optional<Policy> policy) {
        if (record.consent() == null) {
            return null;
        }
        StringBuilder meant = new StringBuilder();
        new TreeMap<>(record.consent())
                .forEach(
                        (word, granted) ->
                                meant.append(word)
                                        .append(granted)
                                        .append(policy.map(p -> p.purposesSignalled(word))));
        return UUID.nameUUIDFromBytes(meant.toString().getBytes(StandardCharsets.UTF_8)).toString();
    }

    ConsentSignal signal() {
        Map<String, Boolean> choices = record.consent();
        Instant at =
                record.occurredAt().isBefore(record.receivedAt())
                        ? record.occurredAt()
                        : record.receivedAt();
        return new ConsentSignal(
                record.recordId(), nodeId(), record.source(), record.sourceKind(), choices, at);
    }
}
