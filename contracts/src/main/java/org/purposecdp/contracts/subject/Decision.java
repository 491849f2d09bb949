package org.purposecdp.contracts.subject;

import java.time.Instant;
import java.util.Set;

/**
 * One decision of a person as it stands in their Subject.
 *
 * @param id evidence: the consent record, or the record that said it
 * @param purpose the purpose's id; {@link #ANY} for all of them
 * @param channel only for a decision about one channel; null for the purpose as a whole
 * @param at the earlier of what was claimed and when it was received
 * @param from when it takes hold, if that is later; null for at once
 * @param to when what said it said otherwise, exclusive; null while it holds
 * @param notice what the person was told, for a grant
 * @param proven given through a server or authenticating source, a signed-in token, or a confirmed
 *     opt-in
 * @param act said by an act, not by a state that a tool repeats: only an act lifts somebody's "no",
 *     and only an act erases
 * @param understood false for what a tool wrote in no words that are known: it denies
 * @param justThis an objection to this one purpose, and not to all direct marketing
 * @param groups the verified groups it was given in: a grant holds only there
 * @param nodes unproven nodes that bear the identifier it was given for: a restriction and an
 *     objection hold there too
 */
public record Decision(
        String id,
        Kind kind,
        String purpose,
        Channel channel,
        Instant at,
        Instant from,
        Instant to,
        String notice,
        int noticeVersion,
        boolean proven,
        boolean act,
        boolean understood,
        boolean justThis,
        Set<String> groups,
        Set<String> nodes) {

    public static final String ANY = "*";

    public Decision {
        groups = groups == null ? Set.of() : Set.copyOf(groups);
        nodes = nodes == null ? Set.of() : Set.copyOf(nodes);
    }

    /** What was decided. */
    public enum Kind {
        GRANT,
        REFUSE,
        WITHDRAW,
        /** GDPR Art. 21. */
        OBJECT,
        /** GDPR Art. 18. */
        RESTRICT,
        /** GDPR Art. 18(3): the restriction ends. */
        UNRESTRICT;

        /** A "no" to a purpose; a restriction is not one, its data is kept. */
        public boolean refuses() {
            return this == REFUSE || this == WITHDRAW || this == OBJECT;
        }
    }

    public boolean concerns(String purposeId) {
        return purpose.equals(ANY) || purpose.equals(purposeId);
    }

    /** When it takes hold. */
    public Instant begins() {
        return from == null ? at : from;
    }

    public boolean inForce(Instant instant) {
        return !begins().isAfter(instant) && (to == null || instant.isBefore(to));
    }
}
