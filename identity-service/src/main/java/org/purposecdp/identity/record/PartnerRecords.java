package org.purposecdp.identity.record;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;

import org.purposecdp.contracts.identifier.Identifier;
import org.purposecdp.contracts.identifier.Normaliser;
import org.purposecdp.contracts.identifier.Pseudonyms;
import org.purposecdp.contracts.json.Json;
import org.purposecdp.contracts.record.ReceivedRecord;
import org.purposecdp.identity.capture.BoundedJson.Value;
import org.purposecdp.identity.capture.ClaimedTime;
import org.purposecdp.identity.capture.Instants;
import org.purposecdp.identity.capture.InvalidEvent;
import org.purposecdp.identity.capture.Named;
import org.purposecdp.identity.capture.Reading;
import org.purposecdp.identity.capture.Refused;
import org.purposecdp.identity.capture.WireConsent;
import org.purposecdp.identity.source.Source;
import org.purposecdp.identity.text.WellFormed;

/** Reads records in our own form. */
public final class PartnerRecords {
    private static final List<String> OBJECTS = List.of("identifiers", "traits", "event");

    private final Supplier<Normaliser> normaliser;
    private final Pseudonyms pseudonyms;

    public PartnerRecords(Supplier<Normaliser> normaliser, Pseudonyms pseudonyms) {
        this.normaliser = normaliser;
        this.pseudonyms = pseudonyms;
    }

    public Reading read(Value sent, Source source, Instant receivedAt) {
        JsonNode record = sent.tree();
        if (sent.fault() == null && !record.isObject()) {
            return invalid(null, InvalidEvent.NOT_AN_OBJECT);
        }
        String messageId = record.path("messageId").asText("");
        boolean damaged = WellFormed.damaged(messageId);
        boolean usable =
                !messageId.isBlank()
                        && messageId.length() <= Reading.LONGEST_MESSAGE_ID
                        && !damaged;
        if (sent.fault() != null) {
            return invalid(usable ? messageId : null, sent.fault());
        }
        if (!usable) {
            return refused(
                    null,
                    record,
                    source,
                    receivedAt,
                    messageId.isBlank()
                            ? InvalidEvent.NO_MESSAGE_ID
                            : damaged ? InvalidEvent.BAD_FIELD : InvalidEvent.MESSAGE_ID_TOO_LONG);
        }
        try {
            return read(messageId, record, source, receivedAt);
        } catch (DateTimeException e) {
            return refused(messageId, record, source, receivedAt, InvalidEvent.BAD_TIMESTAMP);
        } catch (IllegalArgumentException e) {
            return refused(messageId, record, source, receivedAt, InvalidEvent.BAD_FIELD);
        }
    }

    private Reading read(String messageId, JsonNode record, Source source, Instant receivedAt) {
        requireObjects(record);
        Named named = named(record.path("identifiers"));
        if (named.fault().isPresent()) {
            return refused(messageId, record, source, receivedAt, named.fault().get());
        }
        JsonNode event = record.path("event");
        if (event.isObject() && event.path("name").asText("").isBlank()) {
            return refused(messageId, record, source, receivedAt, InvalidEvent.NO_EVENT_NAME);
        }
        ClaimedTime time = time(record.path("occurredAt"), receivedAt);
        return new Reading(
                messageId,
                new ReceivedRecord(
                        pseudonyms.record(source.id(), messageId),
                        messageId,
                        source.id(),
                        source.kind(),
                        "record",
                        named.identifiers(),
                        object(record.path("traits")),
                        event.isObject()
                                ? new ReceivedRecord.Event(
                                        event.path("name").asText(),
                                        object(event.path("properties")))
                                : null,
                        WireConsent.ofRecord(record),
                        time.at(),
                        time.own(),
                        receivedAt),
                null);
    }

    /** A field of another type would be passed over, and with it a "no" or what happened. */
    private static void requireObjects(JsonNode record) {
        for (String field : OBJECTS) {
            JsonNode value = record.path(field);
            if (!value.isObject() && !isNothing(value)) {
                throw new IllegalArgumentException(field);
            }
        }
    }

    private Named named(JsonNode byNamespace) {
        List<Identifier> claimed = new ArrayList<>();
        byNamespace
                .properties()
                .forEach(
                        entry -> {
                            String namespace =
                                    Normaliser.namespace(entry.getKey())
                                            .orElseThrow(
                                                    () ->
                                                            new IllegalArgumentException(
                                                                    "namespace"));
                            values(entry.getValue())
                                    .forEach(
                                            value -> claimed.add(new Identifier(namespace, value)));
                        });
        return Named.by(claimed, normaliser.get());
    }

    private static List<String> values(JsonNode node) {
        List<String> values = new ArrayList<>();
        if (node.isArray()) {
            node.forEach(value -> values.addAll(values(value)));
        } else if (isValue(node)) {
            values.add(node.asText());
        } else if (!node.isNull()) {
            throw new IllegalArgumentException("identifier");
        }
        return values;
    }

    private static ClaimedTime time(JsonNode node, Instant receivedAt) {
        return Instants.read(node)
                .map(at -> ClaimedTime.of(at, receivedAt))
                .orElse(ClaimedTime.none(receivedAt));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> object(JsonNode node) {
        return isNothing(node) ? Map.of() : Json.MAPPER.convertValue(node, LinkedHashMap.class);
    }

    /** PHP writes an empty map as a list. */
    private static boolean isNothing(JsonNode node) {
        return node.isMissingNode() || node.isNull() || node.isArray() && node.isEmpty();
    }

    private Reading refused(
            String messageId,
            JsonNode record,
            Source source,
            Instant receivedAt,
            InvalidEvent reason) {
        return new Refused(source, messageId, "record", receivedAt)
                .as(
                        reason,
                        pseudonyms,
                        readable(record.path("identifiers")).identifiers(),
                        WireConsent.ofRecord(record),
                        record.path("event").path("name").textValue(),
                        () -> time(record.path("occurredAt"), receivedAt));
    }

    /** Whom those identifiers name that are written as they should be. */
    private Named readable(JsonNode byNamespace) {
        List<Identifier> claimed = new ArrayList<>();
        for (Map.Entry<String, JsonNode> entry : byNamespace.properties()) {
            Normaliser.namespace(entry.getKey())
                    .ifPresent(
                            namespace ->
                                    Stream.concat(
                                                    Stream.of(entry.getValue()),
                                                    entry.getValue().valueStream())
                                            .filter(PartnerRecords::isValue)
                                            .map(value -> new Identifier(namespace, value.asText()))
                                            .forEach(claimed::add));
        }
        return Named.by(claimed, normaliser.get());
    }

    private static boolean isValue(JsonNode node) {
        return node.isTextual() || node.isNumber();
    }

    private static Reading invalid(String messageId, InvalidEvent reason) {
        return new Reading(messageId, null, reason);
    }
}
