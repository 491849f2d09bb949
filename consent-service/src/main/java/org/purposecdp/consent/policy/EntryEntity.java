package org.purposecdp.consent.policy;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;

import org.hibernate.annotations.Immutable;

/** An entry on file, to be read; {@link Policies} writes it. */
@Entity
@Immutable
@IdClass(EntryEntity.Key.class)
@Table(name = "register_entry")
class EntryEntity {
    @Id
    @Enumerated(EnumType.STRING)
    private Policies.Kind kind;

    @Id private String id;

    private long version;

    private String body;

    protected EntryEntity() {}

    Policies.Entry entry() {
        return new Policies.Entry(version, body, false);
    }

    /** Its kind, and its id within that. */
    record Key(Policies.Kind kind, String id) {}
}
