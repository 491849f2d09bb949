package org.purposecdp.consent.subject;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.mutiny.sqlclient.Pool;

import org.purposecdp.consent.fence.Fences;
import org.purposecdp.consent.policy.Registers;
import org.purposecdp.kit.outbox.Outbox;

/** What is on file of people, by the first version of a register, and no point to wait for. */
public final class Files {
    private Files() {}

    public static Subjects of(Pool pool) {
        Outbox outbox = new Outbox();
        return new Subjects(
                pool,
                outbox,
                Fences.of(pool),
                Registers.of(pool, outbox),
                new SimpleMeterRegistry());
    }
}
