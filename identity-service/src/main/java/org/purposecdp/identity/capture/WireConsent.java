package org.purposecdp.identity.capture;

import java.util.LinkedHashMap;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;

/** Consent as SDKs' consent tools report it. */
final class WireConsent {
    private static final Map<String, Boolean> ALL_DENIED = Map.of("*", false);

    /** Some tools write the choice as text, and a "no" is heard whatever its form. */
    private static final Map<String, Boolean> WORDS = Map.of("true", true, "false", false);

    private WireConsent() {}

    /** Null when the event says nothing of it. */
    static Map<String, Boolean> read(SegmentEvents.Context context) {
        Map<String, Boolean> choices = new LinkedHashMap<>();
        JsonNode preferences = context.field("consent").path("categoryPreferences");
        // An empty object means that all are refused.
        if (preferences.isObject() && preferences.isEmpty()) {
            choices.putAll(ALL_DENIED);
        }
        preferences.properties().forEach(entry -> put(choices, entry.getKey(), entry.getValue()));
        JsonNode management = context.field("consentManagement");
        management.path("allowedConsentIds").forEach(id -> ids(choices, id, true));
        management.path("deniedConsentIds").forEach(id -> ids(choices, id, false));
        return choices.isEmpty() ? null : choices;
    }

    private static void put(Map<String, Boolean> choices, String word, JsonNode granted) {
        if (word.isBlank()) {
            return;
        }
        if (granted.isBoolean()) {
            choices.put(word, granted.booleanValue());
        } else if (granted.isTextual() && WORDS.containsKey(granted.textValue())) {
            choices.put(word, WORDS.get(granted.textValue()));
        }
    }

    /** Of two words on one purpose the "no" counts. */
    private static void ids(Map<String, Boolean> choices, JsonNode id, boolean granted) {
        if (id.isTextual() && !id.textValue().isBlank()) {
            choices.merge(id.textValue(), granted, (one, other) -> one && other);
        }
    }
}
