package org.purposecdp.activation.audience;

import jakarta.enterprise.context.ApplicationScoped;

import io.vertx.mutiny.sqlclient.Pool;

import org.purposecdp.activation.definition.Definitions;

/** The audiences on file. */
@ApplicationScoped
public class Audiences extends Definitions<Audience> {
    Audiences(Pool pool) {
        super(pool, "audience", Audience.class);
    }
}
