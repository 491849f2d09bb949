package org.purposecdp.activation.destination;

import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import org.purposecdp.contracts.identifier.Pseudonyms;

/** The pure parts, as beans. */
@ApplicationScoped
class DestinationRules {

    @Produces
    @Singleton
    AddressRule addressRule(DestinationConfig config) {
        return new AddressRule(config.allowHttp(), config.allowedNetworks().orElse(List.of()));
    }

    @Produces
    @Singleton
    Pseudonyms pseudonyms(@ConfigProperty(name = "cdp.identifier-key") String key) {
        return Pseudonyms.ofKey(key);
    }
}
