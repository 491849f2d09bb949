package org.purposecdp.contracts.identifier;

import java.util.Comparator;
import java.util.Objects;

/** {@code namespace:value}; the value is personal data, so it never prints itself. */
public record Identifier(String namespace, String value) implements Comparable<Identifier> {
    private static final Comparator<Identifier> ORDER =
            Comparator.comparing(Identifier::namespace).thenComparing(Identifier::value);

    public Identifier {
        Objects.requireNonNull(namespace, "namespace");
        Objects.requireNonNull(value, "value");
    }

    @Override
    public int compareTo(Identifier other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return namespace + ":…";
    }
}
