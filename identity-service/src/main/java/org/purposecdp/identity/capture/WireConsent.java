package org.purposecdp.identity.capture;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.IntPredicate;

import com.fasterxml.jackson.databind.JsonNode;

import org.purposecdp.contracts.record.Word;
import org.purposecdp.contracts.text.Name;
import org.purposecdp.contracts.text.Split;
import org.purposecdp.identity.consent.ConsentWords;
import org.purposecdp.identity.consent.Spelling;

/**
 * Consent as SDKs' consent tools report it: Segment's preferences, RudderStack's lists; and as our
 * own form has it. Fields are heard however their names are written: categoryPreferences,
 * category_preferences, CategoryPreferences.
 */
public final class WireConsent {
    private static final String CONSENT = "consent";
    private static final String MANAGEMENT = "consentmanagement";
    private static final String PREFERENCES = "categorypreferences";

    /** What tools tell of themselves beside the words. */
    private static final Set<String> ABOUT_THE_TOOL =
            Set.of("provider", "resolutionstrategy", "version", "timestamp", "updatedat");

    private static final String BETWEEN_IDS = ",;|[]{}";

    private final ConsentWords words = new ConsentWords();

    private WireConsent() {}

    /** Null when the event says nothing of it. */
    static Map<String, Word> read(JsonNode event, SegmentEvents.Context context) {
        WireConsent read = new WireConsent();
        read.tools(event);
        List.of(CONSENT, MANAGEMENT, PREFERENCES)
                .forEach(field -> context.said(field).forEach(said -> read.tool(field, said)));
        read.words.insteadOfMap(context.own());
        read.words.insteadOfMap(context.root());
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
                            String field = Name.joined(entry.getKey());
                            if (field.equals(CONSENT)) {
                                read.fields(entry.getValue(), read.words::name);
                            } else if (field.equals(MANAGEMENT)) {
                                read.tool(field, entry.getValue());
                            } else if (field.startsWith(CONSENT)) {
                                read.words.instead(entry.getValue());
                            } else if (field.equals("context")) {
                                read.tools(entry.getValue());
                                read.words.insteadOfMap(entry.getValue());
                            }
                        });
        return read.words.said();
    }

    /** What tools say that write into an object with other things. */
    private void tools(JsonNode object) {
        object.properties().forEach(entry -> tool(Name.joined(entry.getKey()), entry.getValue()));
    }

    private void tool(String field, JsonNode said) {
        switch (field) {
            case CONSENT, MANAGEMENT -> fields(said, this::beside);
            case PREFERENCES -> preferences(said);
            default -> {}
        }
    }

    private void fields(JsonNode said, BiConsumer<String, JsonNode> other) {
        if (!said.isObject()) {
            words.instead(said);
            return;
        }
        said.properties()
                .forEach(
                        entry -> {
                            JsonNode value = entry.getValue();
                            switch (Name.joined(entry.getKey())) {
                                case PREFERENCES -> preferences(value);
                                case "allowedconsentids" -> allowed(value);
                                case "deniedconsentids" -> denied(value);
                                default -> preferencesOr(other, entry.getKey(), value);
                            }
                        });
    }

    /** Tools have a category of the name "preferences" too: its word is no map. */
    private void preferencesOr(BiConsumer<String, JsonNode> other, String name, JsonNode value) {
        if (value.isContainerNode() && Name.joined(name).equals("preferences")) {
            preferences(value);
        } else {
            other.accept(name, value);
        }
    }

    /** A name beside the preferences cannot grant. */
    private void beside(String name, JsonNode value) {
        Word word = Spelling.read(value);
        boolean aboutTheTool = word == Word.UNCLEAR && ABOUT_THE_TOOL.contains(Name.joined(name));
        if (word != Word.YES && !aboutTheTool) {
            words.name(name, word);
        }
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

    /** Of what cannot be read nothing is allowed. Older SDKs send {id: name}. */
    private void allowed(JsonNode ids) {
        if (ids.isObject()) {
            ids.properties().forEach(this::allowedAs);
        } else if (ids.isTextual()) {
            allowedText(ids);
        } else if (Spelling.read(ids) == Word.NO && !ids.isArray()) {
            words.all(Word.NO);
        } else {
            for (JsonNode id : ids) {
                String name = SegmentEvents.text(id);
                if (name != null) {
                    words.name(name, Word.YES);
                }
            }
        }
    }

    private void allowedAs(Map.Entry<String, JsonNode> named) {
        JsonNode value = named.getValue();
        if (value.isTextual() && Spelling.isName(value.textValue())) {
            both(named, Word.YES);
        } else {
            boolean one = value.isNumber() && value.decimalValue().compareTo(BigDecimal.ONE) == 0;
            words.name(named.getKey(), one ? Word.YES : Spelling.read(value));
        }
    }

    /** One id, or several with commas between; what is written otherwise may mean anything. */
    private void allowedText(JsonNode text) {
        if (text.textValue().isBlank()) {
            return;
        }
        List<String> ids = Split.at(',', text.textValue()).stream().map(Name::clean).toList();
        if (ids.stream().allMatch(id -> Spelling.isName(id) && parts(id).size() == 1)) {
            ids.forEach(id -> words.name(id, Word.YES));
        } else {
            words.instead(text);
        }
    }

    private void denied(JsonNode ids) {
        if (ids.isObject()) {
            ids.properties().forEach(entry -> both(entry, Word.NO));
        } else if (ids.isArray()) {
            ids.forEach(this::deniedOne);
        } else if (ids.isTextual()) {
            refused(ids.textValue());
        } else {
            words.instead(ids);
        }
    }

    private void deniedOne(JsonNode id) {
        String name = SegmentEvents.text(id);
        if (name != null) {
            refused(name);
        } else if (id.isArray()) {
            id.forEach(this::deniedOne);
        } else if (!id.isTextual()) {
            // Something was refused, and nobody knows what.
            words.all(Word.UNCLEAR);
        }
    }

    /** A name may have blanks in it, and blanks may stand between names. */
    private void refused(String ids) {
        if (Name.joined(ids).contains("[objectobject]")) {
            // A list of what JavaScript could not write: something was refused.
            words.all(Word.UNCLEAR);
            return;
        }
        for (String id : split(ids, c -> BETWEEN_IDS.indexOf(c) >= 0)) {
            words.name(id, Word.NO);
        }
        parts(ids).forEach(id -> words.name(id, Word.NO));
    }

    /** A purpose may be registered under the tool's id, or under the name that people see. */
    private void both(Map.Entry<String, JsonNode> named, Word word) {
        words.name(named.getKey(), word);
        if (named.getValue().isTextual() && Spelling.read(named.getValue()) == Word.UNCLEAR) {
            words.name(named.getValue().textValue(), word);
        }
    }

    private static List<String> parts(String ids) {
        return split(ids, c -> BETWEEN_IDS.indexOf(c) >= 0 || Name.isBlank(c) || Name.isQuote(c));
    }

    private static List<String> split(String text, IntPredicate between) {
        StringBuilder commas = new StringBuilder(text.length());
        text.chars().forEach(c -> commas.append(between.test(c) ? ',' : (char) c));
        return Split.at(',', commas.toString()).stream().filter(part -> !part.isBlank()).toList();
    }
}
