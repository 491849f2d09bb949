package org.purposecdp.identity;

import java.util.function.Supplier;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import org.purposecdp.contracts.identifier.IdentityRules;
import org.purposecdp.contracts.identifier.Normaliser;
import org.purposecdp.contracts.identifier.Normalisers;
import org.purposecdp.contracts.identifier.Pseudonyms;
import org.purposecdp.contracts.policy.Policy;
import org.purposecdp.identity.cluster.Cut;
import org.purposecdp.identity.cluster.Limits;
import org.purposecdp.kit.state.PolicyHolder;

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
    Supplier<Normaliser> normaliser(PolicyHolder policies) {
        Normalisers normalisers = new Normalisers();
        return () ->
                normalisers.of(
                        policies.current()
                                .map(Policy::identityRules)
                                .orElse(IdentityRules.DEFAULT));
    }

    @Produces
    @Singleton
    Cut cut() {
        return new Cut(Limits.DEFAULT);
    }
}
