package org.purposecdp.identity.source;

import java.time.Instant;
import java.util.List;

import org.purposecdp.contracts.policy.Source.Shown;
import org.purposecdp.contracts.record.SourceKind;

/**
 * A registered system that sends records.
 *
 * @param consentFirst whether its devices say yes before anything is taken from them; null where
 *     that was not said
 * @param shows the notices that it says it shows
 * @param origins of the pages that may send with its key; none for all
 */
public record Source(
        String id,
        SourceKind kind,
        String name,
        Boolean consentFirst,
        List<Shown> shows,
        List<String> origins,
        long version,
        Instant registeredAt) {

    public Source {
        shows = shows == null ? List.of() : List.copyOf(shows);
        origins = origins == null ? List.of() : List.copyOf(origins);
    }

    /** As it is told: a device's consent comes first unless it was said otherwise. */
    public boolean asksFirst() {
        return kind == SourceKind.PUBLIC && !Boolean.FALSE.equals(consentFirst);
    }

    Revision revision() {
        return new Revision(version);
    }

    /** As the register knows it. */
    org.purposecdp.contracts.policy.Source told(boolean ended) {
        return new org.purposecdp.contracts.policy.Source(
                id, version, ended, kind, asksFirst(), shows);
    }
}
