package org.purposecdp.identity.capture;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

import com.fasterxml.jackson.databind.JsonNode;

import org.purposecdp.contracts.record.Word;
import org.purposecdp.contracts.text.Split;
import org.purposecdp.identity.consent.ConsentWords;
import org.purposecdp.identity.consent.Spelling;

/**
 * Consent as SDKs' consent tools report it: Segment's preferences, RudderStack's lists; and as our
 * own form has it. Fields are also heard as languages with snake case write them.
 */
public final class WireConsent {
    private static final List<String> PREFERENCES =
            List.of("categoryPreferences", "category_preferences");
    private static final List<String> MANAGEMENT =
            List.of("consentManagement", "consent_management");
    private static final List<String> ALLOWED = List.of("allowedConsentIds", "allowed_consent_ids");
    private static final List<String> DENIED = List.of("deniedConsentIds", "denied_consent_ids");

    private final ConsentWords words = new ConsentWords();

    private WireConsent() {}

    /** Null when the event says nothing of it. */
    static Map<String, Word> read(SegmentEvents.Context context) {
        WireConsent read = new WireConsent();
        read.context(context::said);
        return read.words.said();
    }

    /**
     * Null when a record in our own form says nothing of it. A "no" that is written in another way
     * must not make the record invalid, and go unheard.
     */
    public static Map<String, Word> ofRecord(JsonNode record) {
        WireConsent read = new WireConsent();
        record.properties()
                .forEach(
                        entry -> {
                            String field = entry.getKey();
                            if (field.equals("consent")) {
                                read.own(entry.getValue());
                            } else if (MANAGEMENT.contains(field)) {
                                read.rudderStack(entry.getValue());
                            } else if (field.toLowerCase(Locale.ROOT).startsWith("consent")) {
                                read.words.instead(entry.getValue());
                            }
                        });
        read.context(record.path("context")::path);
        return read.words.said();
    }

    private void own(JsonNode consent) {
        if (!consent.isObject()) {
            words.instead(consent);
            return;
        }
        consent.properties()
                .forEach(
                        entry -> {
                            if (PREFERENCES.contains(entry.getKey())) {
                                preferences(entry.getValue());
                            } else {
                                words.name(entry.getKey(), entry.getValue());
                            }
                        });
    }

    private void context(Function<String, JsonNode> context) {
        segment(context.apply("consent"));
        MANAGEMENT.forEach(name -> rudderStack(context.apply(name)));
    }

    /** A name beside the preferences cannot grant. */
    private void segment(JsonNode consent) {
        if (!consent.isObject()) {
            words.instead(consent);
            return;
        }
        consent.properties()
                .forEach(
                        entry -> {
                            if (PREFERENCES.contains(entry.getKey())) {
                                preferences(entry.getValue());
                            } else if (Spelling.read(entry.getValue()) == Word.NO) {
                                words.name(entry.getKey(), Word.NO);
                            }
                        });
    }

    private void preferences(JsonNode preferences) {
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
        ALLOWED.forEach(name -> allowed(management.path(name)));
        DENIED.forEach(name -> denied(management.path(name)));
    }

    /** Of what cannot be read nothing is allowed. Older SDKs send {id: name}. */
    private void allowed(JsonNode ids) {
        if (ids.isObject()) {
            ids.properties()
                    .forEach(
                            entry -> {
                                boolean no = Spelling.read(entry.getValue()) == Word.NO;
                                both(entry, no ? Word.NO : Word.YES);
                            });
        } else if (ids.isTextual()) {
            split(ids.textValue(), Word.YES);
        } else {
            ids.forEach(id -> id(id, Word.YES));
        }
    }

    private void denied(JsonNode ids) {
        if (ids.isObject()) {
            ids.properties().forEach(entry -> both(entry, Word.NO));
        } else if (ids.isTextual()) {
            split(ids.textValue(), Word.NO);
        } else if (ids.isArray()) {
            ids.forEach(id -> id(id, Word.NO));
        } else {
            words.instead(ids);
        }
    }

    /** A purpose may be registered under the tool's id, or under the name that people see. */
    private void both(Map.Entry<String, JsonNode> named, Word word) {
        words.name(named.getKey(), word);
        if (named.getValue().isTextual() && Spelling.read(named.getValue()) == Word.UNCLEAR) {
            words.name(named.getValue().textValue(), word);
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
        for (String id : Split.at(',', ids)) {
            words.name(id, word);
        }
    }
}
