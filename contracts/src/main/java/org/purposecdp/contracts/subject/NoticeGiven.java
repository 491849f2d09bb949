package org.purposecdp.contracts.subject;

import java.time.Instant;
import java.util.Set;

/** That a person was given a version of a notice (GDPR Art. 13–14). */
public record NoticeGiven(String notice, int version, Instant at, Set<String> groups) {
    public NoticeGiven {
        groups = groups == null ? Set.of() : Set.copyOf(groups);
    }
}
