package org.purposecdp.identity.imports;

import java.util.Optional;
import java.util.regex.Pattern;

import org.purposecdp.contracts.identifier.Normaliser;

/**
 * What a column is: {@code identifier:<namespace>}, {@code trait:<name>}, where a dot makes the
 * trait an object with parts, or {@code occurredAt}.
 *
 * @param name of namespace or trait; null for a time
 */
record Target(Kind kind, String name) {
    static final String ACCEPTED =
            "a column is identifier:<namespace>, trait:<name>, trait:<name>.<part> or occurredAt";

    private static final Pattern TRAIT =
            Pattern.compile("[^.\\p{Cntrl}]{1,100}(\\.[^.\\p{Cntrl}]{1,100})?");

    enum Kind {
        IDENTIFIER("identifier:"),
        TRAIT("trait:"),
        OCCURRED_AT("occurredAt");

        private final String word;

        Kind(String word) {
            this.word = word;
        }
    }

    static Optional<Target> parse(String text) {
        if (text == null) {
            return Optional.empty();
        }
        if (text.startsWith(Kind.IDENTIFIER.word)) {
            return Normaliser.namespace(text.substring(Kind.IDENTIFIER.word.length()))
                    .map(namespace -> new Target(Kind.IDENTIFIER, namespace));
        }
        if (text.startsWith(Kind.TRAIT.word)) {
            return Optional.of(text.substring(Kind.TRAIT.word.length()))
                    .filter(name -> TRAIT.matcher(name).matches())
                    .map(name -> new Target(Kind.TRAIT, name));
        }
        return text.equals(Kind.OCCURRED_AT.word)
                ? Optional.of(new Target(Kind.OCCURRED_AT, null))
                : Optional.empty();
    }

    String text() {
        return name == null ? kind.word : kind.word + name;
    }
}
