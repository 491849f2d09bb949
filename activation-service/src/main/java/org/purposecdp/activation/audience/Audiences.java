package org.purposecdp.activation.audience;

import jakarta.inject.Singleton;

import io.vertx.mutiny.sqlclient.Pool;

import org.purposecdp.activation.definition.Definitions;

/** The audiences on file. */
@Singleton
public class Audiences extends Definitions<Audience> {
    Audiences(Pool pool) {
        super(pool, "audience", Audience.class);
    }
}
