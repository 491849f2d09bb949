package org.purposecdp.contracts.policy;

import java.time.Instant;
import java.util.List;

import org.purposecdp.contracts.record.SourceKind;

/**
 * A system that sends records, as the register knows it; on {@code identity.sources} under its id.
 *
 * @param version rises with every change
 * @param ended it is registered no more
 * @param consentFirst of a device without a standing "yes" nothing is taken
 * @param shows the notices that it says it shows to whoever uses it
 */
public record Source(
        String id,
        long version,
        boolean ended,
        SourceKind kind,
        boolean consentFirst,
        List<Shown> shows) {

    public Source {
        shows = shows == null ? List.of() : List.copyOf(shows);
    }

    /**
     * @param since from when on its records count as that notice given to their node
     */
    public record Shown(String notice, int version, Instant since) {}
}
