package org.purposecdp.identity;

import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import org.purposecdp.contracts.identifier.Normaliser;
import org.purposecdp.contracts.identifier.Pseudonyms;
import org.purposecdp.identity.cluster.Cut;
import org.purposecdp.identity.cluster.Limits;

/** The pure parts, as beans. */
@ApplicationScoped
class IdentityConfig {

    @Produces
    @Singleton
    Pseudonyms pseudonyms(@ConfigProperty(name = "cdp.identifier.key") String key) {
        return Pseudonyms.ofKey(key);
    }

    @Produces
    @Singleton
    Normaliser normaliser(@ConfigProperty(name = "cdp.identifier.region") Optional<String> region) {
        return new Normaliser(region.orElse("FI"));
    }

    @Produces
    @Singleton
    Cut cut() {
        return new Cut(Limits.DEFAULT);
    }
}
