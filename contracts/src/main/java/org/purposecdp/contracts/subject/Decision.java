package org.purposecdp.contracts.subject;

import java.time.Instant;
import java.util.Set;

/**
 * One decision of a person as it stands in their Subject.
 *
 * @param id evidence: the consent record
 * @param purpose the purpose's id; {@link #ANY} for all of them
 * @param channel only for a decision about one channel; null for the purpose as a whole
 * @param at the earlier of what was claimed and when it was received
 * @param notice what the person was told, for a grant
 * @param proven given through a server or authenticating source, a signed-in token, or a confirmed
 *     opt-in
 * @param groups the verified groups it was given in: a grant holds only there
 */
public record Decision(
        String id,
        Kind kind,
        String purpose,
        Channel channel,
        Instant at,
        String notice,
        int noticeVersion,
        boolean proven,
        Set<String> groups) {

    public static final String ANY = "*";

    public Decision {
        groups = groups == null ? Set.of() : Set.copyOf(groups);
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
}
