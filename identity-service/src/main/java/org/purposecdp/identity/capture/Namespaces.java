package org.purposecdp.identity.capture;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

import org.purposecdp.contracts.identifier.Identifier;
import org.purposecdp.contracts.identifier.Normaliser;
import org.purposecdp.identity.text.WellFormed;

/** Identifiers as senders name them, in normal form. */
public final class Namespaces {
    private Namespaces() {}

    /** Null when it is none. */
    public static String of(String name) {
        return Normaliser.namespace(name).orElse(null);
    }

    /** Sorted, each once, without those that identify nobody. */
    public static List<Identifier> normal(
            Collection<Identifier> identifiers, Normaliser normaliser) {
        return identifiers.stream()
                .filter(identifier -> !WellFormed.damaged(identifier.value()))
                .map(normaliser::normalise)
                .flatMap(Optional::stream)
                .distinct()
                .sorted()
                .toList();
    }
}
