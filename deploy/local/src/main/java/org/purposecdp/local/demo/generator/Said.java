package org.purposecdp.local.demo.generator;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What one source said about one person, and how it is written on the wire.
 *
 * @param identifiers namespace → value in normal form
 * @param event page, screen, an event's name, or null for traits only
 * @param consent what a banner or a form says along with it
 */
record Said(
        String source,
        Person person,
        Instant at,
        String messageId,
        Map<String, String> identifiers,
        Map<String, Object> traits,
        String event,
        Map<String, Object> properties,
        Map<String, Boolean> consent) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** By source, identifiers and the traits that tell people apart: records of one node. */
    String node() {
        Map<String, Object> fields = new TreeMap<>(traits);
        fields.keySet().retainAll(Set.of("firstName", "lastName", "address", "gender"));
        return source + new TreeMap<>(identifiers) + fields;
    }

    /**
     * Whether the door lets it in. A device of this demo always says the same, so a record tells
     * for itself whether its device has agreed to something.
     */
    boolean taken() {
        return !RegisterBook.consentFirst(source) || consent.containsValue(true);
    }

    /** By what records of one device are known; else by all their identifiers. */
    String device() {
        return source + identifiers.getOrDefault("anonymous_id", node());
    }

    /** The Segment spec's form. */
    ObjectNode segmentLine() {
        ObjectNode line = JSON.createObjectNode();
        boolean seen = "page".equals(event) || "screen".equals(event);
        line.put("type", event == null ? "identify" : seen ? event : "track");
        if (event != null && !seen) {
            line.put("event", event);
        }
        put(line, "userId", identifiers.get("user_id"));
        put(line, "anonymousId", identifiers.get("anonymous_id"));
        line.put("messageId", messageId);
        line.put("timestamp", at.toString());
        if (event != null) {
            line.set("properties", JSON.valueToTree(properties));
        }
        if (event == null) {
            line.set("traits", JSON.valueToTree(traits));
        }
        ObjectNode context = JSON.createObjectNode();
        if (event != null && !traits.isEmpty()) {
            context.set("traits", JSON.valueToTree(traits));
        }
        if (identifiers.containsKey("device_id")) {
            context.putObject("device").put("id", identifiers.get("device_id"));
        }
        if (identifiers.containsKey("loyalty_id")) {
            context.putArray("externalIds")
                    .addObject()
                    .put("id", identifiers.get("loyalty_id"))
                    .put("type", "loyalty_id")
                    .put("collection", "users")
                    .put("encoding", "none");
        }
        if (!consent.isEmpty()) {
            context.putObject("consent")
                    .set("categoryPreferences", JSON.valueToTree(new TreeMap<>(consent)));
        }
        if (!context.isEmpty()) {
            line.set("context", context);
        }
        return line;
    }

    /** Our own form of {@code POST /v1/records}. */
    ObjectNode recordLine() {
        ObjectNode line = JSON.createObjectNode();
        line.put("messageId", messageId);
        line.set("identifiers", JSON.valueToTree(new TreeMap<>(identifiers)));
        if (!traits.isEmpty()) {
            line.set("traits", JSON.valueToTree(traits));
        }
        if (event != null) {
            line.putObject("event")
                    .put("name", event)
                    .set("properties", JSON.valueToTree(properties));
        }
        if (!consent.isEmpty()) {
            line.set("consent", JSON.valueToTree(new TreeMap<>(consent)));
        }
        line.put("occurredAt", at.toString());
        return line;
    }

    private static void put(ObjectNode line, String field, String value) {
        if (value != null) {
            line.put(field, value);
        }
    }

    /** Fills in a record step by step; the identifiers in traits are read off as capture does. */
    static final class Builder {
        private final String source;
        private final Person person;
        private final Instant at;
        private final String messageId;
        private final Map<String, String> identifiers = new LinkedHashMap<>();
        private final Map<String, Object> traits = new LinkedHashMap<>();
        private final Map<String, Object> properties = new LinkedHashMap<>();
        private Map<String, Boolean> consent = Map.of();

        Builder(String source, Person person, Instant at, String messageId) {
            this.source = source;
            this.person = person;
            this.at = at;
            this.messageId = messageId;
        }

        Builder id(String namespace, String value) {
            if (value != null) {
                identifiers.put(namespace, value);
            }
            return this;
        }

        Builder trait(String name, Object value) {
            if (value == null) {
                return this;
            }
            traits.put(name, value);
            if (name.equals("email")) {
                id("email", value.toString().toLowerCase(Locale.ROOT));
            } else if (name.equals("phone")) {
                id("phone", value.toString().replaceAll("[^+0-9]", ""));
            }
            return this;
        }

        Builder property(String name, Object value) {
            properties.put(name, value);
            return this;
        }

        Builder consent(Map<String, Boolean> choices) {
            consent = choices;
            return this;
        }

        Said event(String name) {
            return new Said(
                    source, person, at, messageId, identifiers, traits, name, properties, consent);
        }

        Said traitsOnly() {
            return event(null);
        }
    }
}
