package org.purposecdp.identity.source;

import java.time.Instant;

import org.purposecdp.contracts.record.SourceKind;

/** A registered system that sends records. */
public record Source(String id, SourceKind kind, String name, long version, Instant registeredAt) {
    Revision revision() {
        return new Revision(version);
    }
}
