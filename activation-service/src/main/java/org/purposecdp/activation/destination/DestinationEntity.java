package org.purposecdp.activation.destination;

import java.time.Instant;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;

import org.hibernate.annotations.OptimisticLock;

import org.purposecdp.activation.definition.DefinitionEntity;

@Entity
@Table(name = "destination")
class DestinationEntity extends DefinitionEntity {
    /** No part of what was put, so no revision of its own. */
    @Column(name = "disabled_at")
    @OptimisticLock(excluded = true)
    private Instant disabledAt;

    protected DestinationEntity() {}

    /** Putting it again takes a disabled destination back into use. */
    @Override
    protected void put(String next) {
        super.put(next);
        disabledAt = null;
    }
}
