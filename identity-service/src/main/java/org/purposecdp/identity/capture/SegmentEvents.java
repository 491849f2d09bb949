package org.purposecdp.identity.capture;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;

import org.purposecdp.contracts.identifier.Identifier;
import org.purposecdp.contracts.identifier.Normaliser;
import org.purposecdp.contracts.identifier.Pseudonyms;
import org.purposecdp.contracts.json.Json;
import org.purposecdp.contracts.record.ReceivedRecord;
import org.purposecdp.contracts.record.ReceivedRecord.Event;
import org.purposecdp.contracts.text.Name;
import org.purposecdp.identity.capture.BoundedJson.Value;
import org.purposecdp.identity.source.Source;
import org.purposecdp.identity.text.WellFormed;

/** Reads an event of the Segment spec, with RudderStack's additions, as a record. */
public final class SegmentEvents {
    private static final Set<String> TYPES =
            Set.of("identify", "track", "page", "screen", "group", "alias");
    private static final TypeReference<LinkedHashMap<String, Object>> OBJECT =
            new TypeReference<>() {};

    private final Supplier<Normaliser> normaliser;
    private final Pseudonyms pseudonyms;

    public SegmentEvents(Supplier<Normaliser> normaliser, Pseudonyms pseudonyms) {
        this.normaliser = normaliser;
        this.pseudonyms = pseudonyms;
    }

    /**
     * What holds for all events of a body.
     *
     * @param type of a single call; null for a batch, where each event has its own
     * @param context of the batch's root, under that of each event
     */
    public record Envelope(
            Source source,
            String type,
            JsonNode context,
            Optional<Instant> sentAt,
            Instant receivedAt) {}

    /**
     * @param context of the root: it is part of each event, so it counts for each
     */
    Reading read(Value event, Value context, Envelope envelope) {
        InvalidEvent fault = event.fault() != null ? event.fault() : context.fault();
        if (fault == null && event.size() + context.size() > BoundedJson.LARGEST_RECORD) {
            fault = InvalidEvent.TOO_LARGE;
        }
        return fault == null
                ? read(event.tree(), envelope)
                : refused(usableId(event.tree()), event.tree(), envelope, fault);
    }

    Reading read(JsonNode event, Envelope envelope) {
        if (!event.isObject()) {
            return Reading.invalid(null, InvalidEvent.NOT_AN_OBJECT);
        }
        String messageId = text(event.path("messageId"));
        if (messageId == null) {
            messageId = UUID.randomUUID().toString();
        }
        if (messageId.length() > Reading.LONGEST_MESSAGE_ID) {
            return refused(null, event, envelope, InvalidEvent.MESSAGE_ID_TOO_LONG);
        }
        if (WellFormed.damaged(messageId)) {
            return refused(null, event, envelope, InvalidEvent.BAD_FIELD);
        }
        try {
            return read(messageId, event, envelope);
        } catch (DateTimeException | ArithmeticException e) {
            return refused(messageId, event, envelope, InvalidEvent.BAD_TIMESTAMP);
        } catch (IllegalArgumentException e) {
            return refused(messageId, event, envelope, InvalidEvent.BAD_FIELD);
        }
    }

    /**
     * By the identifiers that each event has in the same place; others may be why it is refused.
     */
    private Reading refused(
            String messageId, JsonNode event, Envelope envelope, InvalidEvent reason) {
        Context context = new Context(envelope.context(), event.path("context"));
        List<Identifier> claimed = new ArrayList<>();
        addOwn(claimed, event, context);
        String type = type(event, envelope);
        return new Refused(
                        envelope.source(),
                        messageId,
                        type == null || !TYPES.contains(type) ? "record" : type,
                        envelope.receivedAt())
                .as(
                        reason,
                        pseudonyms,
                        Named.by(claimed, normaliser.get()).identifiers(),
                        WireConsent.read(event, context),
                        text(event.path("event")),
                        () -> time(event, envelope));
    }

    private static String type(JsonNode event, Envelope envelope) {
        return envelope.type() == null ? text(event.path("type")) : envelope.type();
    }

    private static String usableId(JsonNode event) {
        String id = text(event.path("messageId"));
        return id == null || id.length() > Reading.LONGEST_MESSAGE_ID || WellFormed.damaged(id)
                ? null
                : id;
    }

    private Reading read(String messageId, JsonNode event, Envelope envelope) {
        String type = type(event, envelope);
        if (type == null || !TYPES.contains(type)) {
            return refused(messageId, event, envelope, InvalidEvent.UNKNOWN_TYPE);
        }
        Context context = new Context(envelope.context(), event.path("context"));
        Map<String, Object> traits = traits(type, event, context);
        Named named = named(event, context, traits);
        if (text(event.path("userId")) == null && text(event.path("anonymousId")) == null) {
            return refused(messageId, event, envelope, InvalidEvent.NO_IDENTIFIER);
        }
        if (named.fault().isPresent()) {
            return refused(messageId, event, envelope, named.fault().get());
        }
        if (type.equals("track") && text(event.path("event")) == null) {
            return refused(messageId, event, envelope, InvalidEvent.NO_EVENT_NAME);
        }
        ClaimedTime time = time(event, envelope);
        return Reading.of(
                new ReceivedRecord(
                        pseudonyms.record(envelope.source().id(), messageId),
                        messageId,
                        envelope.source().id(),
                        envelope.source().kind(),
                        type,
                        named.identifiers(),
                        traits,
                        happened(type, event),
                        WireConsent.read(event, context),
                        time.at(),
                        time.own(),
                        envelope.receivedAt()));
    }

    /**
     * A sender that gives a time gives it as {@code timestamp}; {@code originalTimestamp} is when
     * the SDK was called.
     */
    private static ClaimedTime time(JsonNode event, Envelope envelope) {
        Optional<Instant> sentAt = Instants.lenient(event.path("sentAt")).or(envelope::sentAt);
        return Instants.read(event.path("timestamp"))
                .or(() -> Instants.read(event.path("originalTimestamp")))
                .map(original -> Instants.corrected(original, sentAt, envelope.receivedAt()))
                .orElse(ClaimedTime.none(envelope.receivedAt()));
    }

    /** A group's traits are the group's, not the person's. */
    private static Map<String, Object> traits(String type, JsonNode event, Context context) {
        Map<String, Object> traits = object(context.field("traits"));
        if (type.equals("identify")) {
            traits.putAll(object(event.path("traits")));
        }
        return traits;
    }

    private static Event happened(String type, JsonNode event) {
        Map<String, Object> properties = object(event.path("properties"));
        switch (type) {
            case "track":
                return new Event(text(event.path("event")), properties);
            case "page":
            case "screen":
                putText(properties, "name", event.path("name"));
                putText(properties, "category", event.path("category"));
                return new Event(type, properties);
            case "group":
                properties.putAll(object(event.path("traits")));
                putText(properties, "groupId", event.path("groupId"));
                return new Event(type, properties);
            default:
                return null;
        }
    }

    private Named named(JsonNode event, Context context, Map<String, Object> traits) {
        List<Identifier> claimed = new ArrayList<>();
        addOwn(claimed, event, context);
        add(claimed, "email", traitText(traits, "email"));
        add(claimed, "phone", traitText(traits, "phone"));
        for (JsonNode external : context.field("externalIds")) {
            // Those of the collection "accounts" are a company's, not the person's.
            if (isOrMissing("users", external.path("collection"))) {
                add(claimed, text(external.path("type")), externalId(external));
            }
        }
        return Named.by(claimed, normaliser.get());
    }

    private static void addOwn(List<Identifier> claimed, JsonNode event, Context context) {
        add(claimed, "user_id", text(event.path("userId")));
        add(claimed, "anonymous_id", text(event.path("anonymousId")));
        add(claimed, "anonymous_id", text(event.path("previousId")));
        add(claimed, "device_id", text(context.field("device").path("id")));
    }

    /** Null when it is encoded in a way that cannot be compared. */
    private static String externalId(JsonNode external) {
        String id = text(external.path("id"));
        if (isOrMissing("none", external.path("encoding"))) {
            return id;
        }
        return id != null && isOrMissing("sha256", external.path("encoding"))
                ? Normaliser.HASHED + id
                : null;
    }

    private static boolean isOrMissing(String expected, JsonNode field) {
        String value = text(field);
        return value == null || value.equals(expected);
    }

    private static void add(List<Identifier> identifiers, String namespace, String value) {
        if (namespace != null && value != null) {
            identifiers.add(new Identifier(namespace, value));
        }
    }

    private static String traitText(Map<String, Object> traits, String name) {
        Object value = traits.get(name);
        return value instanceof Number || value instanceof String text && !text.isBlank()
                ? value.toString()
                : null;
    }

    private static void putText(Map<String, Object> properties, String name, JsonNode node) {
        String value = text(node);
        if (value != null) {
            properties.putIfAbsent(name, value);
        }
    }

    /** PHP writes an empty map as a list. */
    static Map<String, Object> object(JsonNode node) {
        if (node.isMissingNode() || node.isNull() || node.isArray() && node.isEmpty()) {
            return new LinkedHashMap<>();
        }
        return Json.MAPPER.convertValue(node, OBJECT);
    }

    /** Text or a number as text; null when there is none. */
    static String text(JsonNode node) {
        if (node.isNumber()) {
            return node.asText();
        }
        return node.isTextual() && !node.textValue().isBlank() ? node.textValue() : null;
    }

    /** Java SDKs put the context at the root of the batch only; an event's own field wins. */
    record Context(JsonNode root, JsonNode own) {
        JsonNode field(String name) {
            JsonNode field = own.path(name);
            if (!field.isMissingNode()) {
                return field;
            }
            return ofRoot(name);
        }

        /**
         * Under whatever spelling of the name. A null of its own takes nothing back that the root
         * says.
         *
         * @param joined as {@link Name#joined} has it
         */
        List<JsonNode> said(String joined) {
            List<JsonNode> said = in(own, joined);
            return said.isEmpty() && root != null ? in(root, joined) : said;
        }

        private static List<JsonNode> in(JsonNode object, String joined) {
            return object.properties().stream()
                    .filter(entry -> Name.joined(entry.getKey()).equals(joined))
                    .map(Map.Entry::getValue)
                    .filter(value -> !value.isNull())
                    .toList();
        }

        private JsonNode ofRoot(String name) {
            return root == null ? MissingNode.getInstance() : root.path(name);
        }
    }
}
