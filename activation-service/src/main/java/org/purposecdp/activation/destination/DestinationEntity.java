package org.purposecdp.activation.destination;

import java.time.Instant;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;

import org.hibernate.annotations.OptimisticLock;

import org.purposecdp.activation.definition.DefinitionEntity;

/** What is sealed or told by the receiver is no part of what was put: no revision of its own. */
@Entity
@Table(name = "destination")
class DestinationEntity extends DefinitionEntity {
    @Column(name = "disabled_at")
    @OptimisticLock(excluded = true)
    private Instant disabledAt;

    @OptimisticLock(excluded = true)
    private byte[] secret;

    @Column(name = "former_secret")
    @OptimisticLock(excluded = true)
    private byte[] formerSecret;

    @Column(name = "former_until")
    @OptimisticLock(excluded = true)
    private Instant formerUntil;

    protected DestinationEntity() {}

    /** Putting it again takes a disabled destination back into use. */
    @Override
    protected void put(String next) {
        super.put(next);
        disabledAt = null;
    }

    byte[] secret() {
        return secret;
    }

    /**
     * @param until the secret before signs beside the new one; null where it does not
     */
    void renew(byte[] sealed, Instant until) {
        formerSecret = until == null ? null : secret;
        formerUntil = until;
        secret = sealed;
    }

    byte[] formerSecret() {
        return formerSecret;
    }

    Instant formerUntil() {
        return formerUntil;
    }
}
