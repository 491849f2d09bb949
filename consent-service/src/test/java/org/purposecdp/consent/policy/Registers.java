package org.purposecdp.consent.policy;

import io.vertx.mutiny.sqlclient.Pool;

import org.purposecdp.kit.outbox.Outbox;

/** Registers with their first version in force. */
public final class Registers {
    private Registers() {}

    public static Policies of(Pool pool, Outbox outbox) {
        Policies policies = new Policies(pool, outbox);
        policies.start(null);
        return policies;
    }
}
