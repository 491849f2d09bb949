package org.purposecdp.identity.capture;

import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;

import org.purposecdp.contracts.record.Word;
import org.purposecdp.identity.consent.ConsentWords;
import org.purposecdp.identity.consent.Spelling;

/** Consent as SDKs' consent tools report it: Segment's preferences, RudderStack's lists. */
final class WireConsent {
    private final ConsentWords words = new ConsentWords();

    private WireConsent() {}

    /** Null when the event says nothing of it. */
    static Map<String, Word> read(SegmentEvents.Context context) {
        WireConsent read = new WireConsent();
        read.segment(context.said("consent"));
        read.rudderStack(context.said("consentManagement"));
        return read.words.said();
    }

    private void segment(JsonNode consent) {
        if (!consent.isObject()) {
            words.instead(consent);
            return;
        }
        JsonNode preferences = consent.path("categoryPreferences");
        boolean empty = preferences.isObject() || preferences.isArray();
        if (empty && preferences.isEmpty()) {
            // It means that all are refused; PHP writes an empty map as a list.
            words.all(Word.NO);
        } else {
            words.namesIn(preferences);
        }
    }

    private void rudderStack(JsonNode management) {
        if (!management.isObject()) {
            words.instead(management);
            return;
        }
        allowed(management.path("allowedConsentIds"));
        denied(management.path("deniedConsentIds"));
    }

    /** Of what cannot be read nothing is allowed. Older SDKs send {id: name}. */
    private void allowed(JsonNode ids) {
        if (ids.isObject()) {
            ids.properties()
                    .forEach(
                            entry -> {
                                boolean no = Spelling.read(entry.getValue()) == Word.NO;
                                words.name(entry.getKey(), no ? Word.NO : Word.YES);
                            });
        } else if (ids.isTextual()) {
            split(ids.textValue(), Word.YES);
        } else {
            ids.forEach(id -> id(id, Word.YES));
        }
    }

    private void denied(JsonNode ids) {
        if (ids.isObject()) {
            ids.fieldNames().forEachRemaining(id -> words.name(id, Word.NO));
        } else if (ids.isTextual()) {
            split(ids.textValue(), Word.NO);
        } else if (ids.isArray()) {
            ids.forEach(id -> id(id, Word.NO));
        } else {
            words.instead(ids);
        }
    }

    private void id(JsonNode id, Word word) {
        String name = SegmentEvents.text(id);
        if (name != null) {
            words.name(name, word);
        } else if (word == Word.NO && !id.isTextual()) {
            // Something was refused, and nobody knows what.
            words.all(Word.UNCLEAR);
        }
    }

    private void split(String ids, Word word) {
        for (String id : ids.split(",")) {
            words.name(id, word);
        }
    }
}
