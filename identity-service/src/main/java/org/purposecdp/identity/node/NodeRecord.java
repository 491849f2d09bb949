package org.purposecdp.identity.node;

import java.util.List;
import java.util.Map;

import org.apache.kafka.common.header.Header;

import org.purposecdp.contracts.identifier.Pseudonyms;
import org.purposecdp.contracts.policy.Catalogue;
import org.purposecdp.contracts.record.ConsentSignal;
import org.purposecdp.contracts.record.ReceivedRecord;
import org.purposecdp.identity.cluster.HashedIdentifier;
import org.purposecdp.identity.cluster.Node;
import org.purposecdp.identity.consent.Device;
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

    boolean speaksOfConsent() {
        return record.consent() != null && !record.consent().isEmpty();
    }

    /** What it says of consent, as it is told. */
    ConsentSignal said(Catalogue catalogue, Pseudonyms pseudonyms) {
        return new ConsentSignal(
                record.recordId(),
                nodeId(),
                record.source(),
                record.sourceKind(),
                Device.of(record, pseudonyms),
                record.event() != null && catalogue.isConsentEvent(record.event().name()),
                record.consent(),
                record.arose(),
                record.receivedAt());
    }
}
