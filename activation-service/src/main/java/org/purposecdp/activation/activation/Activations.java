package org.purposecdp.activation.activation;

import jakarta.inject.Singleton;

import org.purposecdp.activation.definition.Definitions;

/** The activations on file. */
@Singleton
public class Activations extends Definitions<Activation, ActivationEntity> {
    Activations() {
        super("activation", ActivationEntity.class, Activation.class);
    }
}
