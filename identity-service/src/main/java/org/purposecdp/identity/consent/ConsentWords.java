package org.purposecdp.identity.consent;

import java.util.LinkedHashMap;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;

import org.purposecdp.contracts.record.Word;
import org.purposecdp.contracts.text.Name;

/**
 * The words of one record, gathered as they are read. Names are compared without case, outer blanks
 * and what cannot be seen; of two words under one name the stricter counts.
 */
public final class ConsentWords {
    /** About all that may be named. */
    public static final String ALL = "*";

    /** Names a record may have; what is said under more is not known, and denies. */
    static final int MOST = 100;

    static final int LONGEST_NAME = 200;

    private record Named(String name, Word word) {}

    private final Map<String, Named> byFoldedName = new LinkedHashMap<>();

    /** What a map of names says; empty, or none at all, it says nothing. */
    public void namesIn(JsonNode map) {
        if (map.isObject()) {
            map.properties().forEach(entry -> name(entry.getKey(), entry.getValue()));
        } else {
            instead(map);
        }
    }

    /** Whatever stands where names are looked for: if it is not a plain "no", nobody knows. */
    public void instead(JsonNode node) {
        boolean nothing = node.isMissingNode() || node.isNull() || node.isArray() && node.isEmpty();
        if (!nothing) {
            all(Spelling.read(node) == Word.NO ? Word.NO : Word.UNCLEAR);
        }
    }

    /** Where something else than a map stands that names may be in. */
    public void insteadOfMap(JsonNode node) {
        if (node != null && !node.isObject()) {
            instead(node);
        }
    }

    public void name(String name, JsonNode word) {
        name(name, Spelling.read(word));
    }

    public void name(String name, Word word) {
        String clean = Name.clean(name);
        if (clean.isEmpty()) {
            return;
        }
        String folded = Name.folded(clean);
        if (clean.length() > LONGEST_NAME
                || byFoldedName.size() >= MOST && !byFoldedName.containsKey(folded)) {
            all(Word.UNCLEAR);
            return;
        }
        byFoldedName.merge(
                folded,
                new Named(clean, word),
                (one, other) -> new Named(one.name(), one.word().and(other.word())));
    }

    public void all(Word word) {
        byFoldedName.merge(
                ALL,
                new Named(ALL, word),
                (one, other) -> new Named(ALL, one.word().and(other.word())));
    }

    /** Null when nothing was said. */
    public Map<String, Word> said() {
        if (byFoldedName.isEmpty()) {
            return null;
        }
        Map<String, Word> said = new LinkedHashMap<>();
        byFoldedName.values().forEach(named -> said.put(named.name(), named.word()));
        return said;
    }
}
