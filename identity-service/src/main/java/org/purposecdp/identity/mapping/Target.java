package org.purposecdp.identity.mapping;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

import org.purposecdp.contracts.identifier.Normaliser;
import org.purposecdp.contracts.text.Shape;

/**
 * What a column is: {@code identifier:<namespace>}, {@code trait:<name>}, where a dot makes the
 * trait an object with parts, {@code event}, the name of what happened, {@code property:<name>} of
 * it, {@code occurredAt} or {@code messageId}.
 *
 * @param name of namespace, trait or property; else null
 */
public record Target(Kind kind, String name) {
    public static final String ACCEPTED =
            "a column is identifier:<namespace>, trait:<name>, trait:<name>.<part>, event,"
                    + " property:<name>, occurredAt or messageId";

    private static final Shape TRAIT =
            Shape.of(401, "[^.[:cntrl:]]{1,100}(\\.[^.[:cntrl:]]{1,100})?");

    /** A hundred characters may be two hundred {@code char}s. */
    private static final Shape PROPERTY = Shape.of(200, "[^[:cntrl:]]{1,100}");

    private static final Set<Kind> BARE = EnumSet.of(Kind.EVENT, Kind.OCCURRED_AT, Kind.MESSAGE_ID);

    public enum Kind {
        IDENTIFIER("identifier:"),
        TRAIT("trait:"),
        EVENT("event"),
        PROPERTY("property:"),
        OCCURRED_AT("occurredAt"),
        MESSAGE_ID("messageId");

        private final String word;

        Kind(String word) {
            this.word = word;
        }
    }

    public static Optional<Target> parse(String text) {
        if (text == null) {
            return Optional.empty();
        }
        if (text.startsWith(Kind.IDENTIFIER.word)) {
            return Normaliser.namespace(text.substring(Kind.IDENTIFIER.word.length()))
                    .map(namespace -> new Target(Kind.IDENTIFIER, namespace));
        }
        if (text.startsWith(Kind.TRAIT.word)) {
            return Optional.of(text.substring(Kind.TRAIT.word.length()))
                    .filter(TRAIT::fits)
                    .map(name -> new Target(Kind.TRAIT, name));
        }
        if (text.startsWith(Kind.PROPERTY.word)) {
            return Optional.of(text.substring(Kind.PROPERTY.word.length()))
                    .filter(PROPERTY::fits)
                    .map(name -> new Target(Kind.PROPERTY, name));
        }
        return BARE.stream()
                .filter(kind -> kind.word.equals(text))
                .findFirst()
                .map(kind -> new Target(kind, null));
    }

    public String text() {
        return name == null ? kind.word : kind.word + name;
    }
}
