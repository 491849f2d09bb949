package org.purposecdp.identity.capture;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

import org.purposecdp.contracts.identifier.Identifier;
import org.purposecdp.contracts.identifier.Normaliser;

/** Identifiers as senders name them, in normal form. */
public final class Namespaces {
    private static final Pattern NAMESPACE = Pattern.compile("[a-z0-9][a-z0-9_.-]{0,63}");

    private Namespaces() {}

    /** Null when it is none. */
    public static String of(String name) {
        if (name == null) {
            return null;
        }
        String lower = name.strip().toLowerCase(Locale.ROOT);
        return NAMESPACE.matcher(lower).matches() ? lower : null;
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
