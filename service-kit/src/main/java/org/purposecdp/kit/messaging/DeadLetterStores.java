package org.purposecdp.kit.messaging;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import io.quarkus.arc.Arc;
import io.quarkus.arc.DefaultBean;
import io.vertx.mutiny.sqlclient.Pool;

/** PostgreSQL, for services that have no store of their own for it. */
@Singleton
class DeadLetterStores {

    @Produces
    @Singleton
    @DefaultBean
    DeadLetterStore postgreSql() {
        // Looked up, not injected: profile-service has no such class.
        return new PostgresDeadLetters(Arc.container().select(Pool.class).get());
    }
}
