package org.purposecdp.contracts.subject;

import java.time.Instant;
import java.util.Set;

/**
 * A dated fact about a person.
 *
 * @param from the day of birth for BIRTH_DATE
 * @param to exclusive; null while it lasts; a return ends a contract
 * @param groups the verified groups it is known of
 */
public record Fact(String id, Kind kind, Instant from, Instant to, Set<String> groups) {
    public Fact {
        groups = groups == null ? Set.of() : Set.copyOf(groups);
    }

    /** What kind of fact. */
    public enum Kind {
        CONTRACT,
        VITAL_INTEREST,
        BIRTH_DATE
    }

    public boolean inForce(Instant at) {
        return !at.isBefore(from) && (to == null || at.isBefore(to));
    }
}
