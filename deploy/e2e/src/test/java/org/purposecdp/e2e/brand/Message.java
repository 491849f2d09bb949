package org.purposecdp.e2e.brand;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** One call of the Segment spec, with a messageId of its own. */
public final class Message {
    private final String id = UUID.randomUUID().toString();
    private final String type;
    private final String event;
    private final Map<String, Object> ids = new LinkedHashMap<>();
    private final Map<String, Object> traits = new LinkedHashMap<>();
    private final Map<String, Object> properties = new LinkedHashMap<>();
    private final List<Map<String, String>> externalIds = new ArrayList<>();
    private Map<String, Boolean> consent;
    private Instant at;

    private Message(String type, String event) {
        this.type = type;
        this.event = event;
    }

    public static Message identify() {
        return new Message("identify", null);
    }

    public static Message track(String event) {
        return new Message("track", event);
    }

    public Message userId(String userId) {
        ids.put("userId", userId);
        return this;
    }

    public Message anonymousId(String anonymousId) {
        ids.put("anonymousId", anonymousId);
        return this;
    }

    /** The trait, which is an identifier as well. */
    public Message email(String email) {
        return trait("email", email);
    }

    /** Another identifier. */
    public Message externalId(String namespace, String value) {
        externalIds.add(Map.of("type", namespace, "id", value));
        return this;
    }

    public Message trait(String name, Object value) {
        traits.put(name, value);
        return this;
    }

    public Message property(String name, Object value) {
        properties.put(name, value);
        return this;
    }

    /** What the page's consent tool says of a purpose. */
    public Message consent(String word, boolean granted) {
        consent = Map.of(word, granted);
        return this;
    }

    /** What it says of several. */
    public Message consents(Map<String, Boolean> words) {
        consent = Map.copyOf(words);
        return this;
    }

    /** When it happened, as the sender has it. */
    public Message at(Instant happened) {
        at = happened;
        return this;
    }

    public String id() {
        return id;
    }

    Map<String, Object> json() {
        Map<String, Object> context = new LinkedHashMap<>();
        context.put("traits", traits);
        context.put("externalIds", externalIds);
        if (consent != null) {
            context.put("consent", Map.of("categoryPreferences", consent));
        }
        Map<String, Object> json = new LinkedHashMap<>(ids);
        json.put("type", type);
        json.put("messageId", id);
        json.put("context", context);
        if (at != null) {
            json.put("timestamp", at.toString());
        }
        if (event != null) {
            json.put("event", event);
            json.put("properties", properties);
        }
        return json;
    }
}
