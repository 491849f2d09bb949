package org.purposecdp.activation.activation;

import jakarta.inject.Singleton;

import io.vertx.mutiny.sqlclient.Pool;

import org.purposecdp.activation.definition.Definitions;

/** The activations on file. */
@Singleton
public class Activations extends Definitions<Activation> {
    Activations(Pool pool) {
        super(pool, "activation", Activation.class);
    }
}
