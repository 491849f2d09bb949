package org.purposecdp.contracts.identifier;

import java.util.Optional;

/**
 * What an identifier was read as.
 *
 * @param normal its normal form; null when it is none
 * @param refusal why it is none, else null
 */
public record Normalised(Identifier normal, Refusal refusal) {

    static Normalised of(String namespace, String value) {
        return new Normalised(new Identifier(namespace, value), null);
    }

    static Normalised refused(Refusal refusal) {
        return new Normalised(null, refusal);
    }

    public Optional<Identifier> identifier() {
        return Optional.ofNullable(normal);
    }
}
