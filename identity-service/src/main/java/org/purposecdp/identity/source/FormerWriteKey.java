package org.purposecdp.identity.source;

import java.time.Instant;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A write key that another has taken the place of, and until when it still holds. */
@Entity
@Table(name = "write_key_before")
class FormerWriteKey {
    @Id
    @Column(name = "key_hash")
    private String keyHash;

    private String source;
    private Instant until;

    protected FormerWriteKey() {}

    FormerWriteKey(String keyHash, String source, Instant until) {
        this.keyHash = keyHash;
        this.source = source;
        this.until = until;
    }

    String source() {
        return source;
    }

    Instant until() {
        return until;
    }
}
