package org.purposecdp.identity.outcome;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import org.hibernate.annotations.Immutable;

/** An outcome on file, to be read. */
@Entity
@Immutable
@Table(name = "outcome")
class OutcomeEntity {
    @Id
    @Column(name = "record_id")
    private String recordId;

    @Enumerated(EnumType.STRING)
    private Outcome.State outcome;

    private String reason;

    private String notes;

    protected OutcomeEntity() {}

    Outcome outcome() {
        return new Outcome(recordId, outcome, reason, Outcomes.notes(notes));
    }
}
