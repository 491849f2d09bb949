package org.purposecdp.identity.source;

import java.time.Instant;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;

import org.purposecdp.contracts.record.SourceKind;
import org.purposecdp.identity.IdentityProblem;
import org.purposecdp.kit.problem.ProblemException;

/** A source on file. Only its name and its write key ever change. */
@Entity
@Table(name = "source")
class SourceEntity {
    @Id private String id;

    @Enumerated(EnumType.STRING)
    private SourceKind kind;

    private String name;

    @Column(name = "key_hash")
    private String keyHash;

    @Version private long version;

    @Column(name = "registered_at", updatable = false)
    private Instant registeredAt;

    protected SourceEntity() {}

    /**
     * Registered again; the same once more changes nothing.
     *
     * @throws ProblemException SOURCE_KIND_FIXED, PRECONDITION_FAILED
     */
    void registerAgain(SourceKind askedKind, String askedName, String ifMatch) {
        if (kind != askedKind) {
            throw new ProblemException(
                    IdentityProblem.SOURCE_KIND_FIXED,
                    "it is " + kind + "; register another source for " + askedKind);
        }
        if (name.equals(askedName)) {
            return;
        }
        source().revision().require(ifMatch);
        name = askedName;
    }

    /**
     * @return the key that it had
     */
    FormerWriteKey renewKey(WriteKey key, Instant formerUntil) {
        FormerWriteKey former = new FormerWriteKey(keyHash, id, formerUntil);
        keyHash = key.hash();
        return former;
    }

    Source source() {
        return new Source(id, kind, name, version, registeredAt);
    }
}
