package org.purposecdp.activation.definition;

import java.time.Instant;

import jakarta.persistence.Column;
import jakarta.persistence.Id;
import jakarta.persistence.MappedSuperclass;
import jakarta.persistence.Version;

import org.hibernate.annotations.OptimisticLock;
import org.hibernate.annotations.UpdateTimestamp;

/** A definition on file, its body as JSON. What back-fill has evaluated is back-fill's alone. */
@MappedSuperclass
public abstract class DefinitionEntity {
    @Id private String id;

    @Version private long revision;

    private String body;

    @UpdateTimestamp
    @Column(name = "updated_at")
    @OptimisticLock(excluded = true)
    private Instant updatedAt;

    protected DefinitionEntity() {}

    String id() {
        return id;
    }

    long revision() {
        return revision;
    }

    String body() {
        return body;
    }

    /** Called for the same body too. */
    protected void put(String next) {
        body = next;
    }
}
