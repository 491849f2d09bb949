package org.purposecdp.activation.audience;

import jakarta.inject.Singleton;

import org.purposecdp.activation.definition.Definitions;

/** The audiences on file. */
@Singleton
public class Audiences extends Definitions<Audience, AudienceEntity> {
    Audiences() {
        super("audience", AudienceEntity.class, Audience.class);
    }
}
