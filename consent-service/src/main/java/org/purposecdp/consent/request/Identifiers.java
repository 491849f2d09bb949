package org.purposecdp.consent.request;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import org.purposecdp.consent.problem.ConsentProblem;
import org.purposecdp.contracts.identifier.Identifier;
import org.purposecdp.contracts.identifier.Normaliser;
import org.purposecdp.contracts.identifier.Pseudonyms;
import org.purposecdp.kit.problem.ProblemException;

/** Pseudonyms of what callers send; the plain value goes no further. */
@ApplicationScoped
public class Identifiers {
    private final Pseudonyms pseudonyms;
    private final Normaliser normaliser;

    Identifiers(
            @ConfigProperty(name = "cdp.identifier-key") String key,
            @ConfigProperty(name = "cdp.phone-region", defaultValue = "FI") String region) {
        this.pseudonyms = Pseudonyms.ofKey(key);
        this.normaliser = new Normaliser(region);
    }

    public String pseudonym(IdentifierBody body) {
        if (body == null || body.namespace() == null || body.value() == null) {
            throw new ProblemException(
                    ConsentProblem.INVALID_IDENTIFIER,
                    "an 'identifier' has a 'namespace' and a 'value'");
        }
        return normaliser
                .normalise(new Identifier(body.namespace(), body.value()))
                .map(pseudonyms::identifier)
                .orElseThrow(
                        () ->
                                new ProblemException(
                                        ConsentProblem.INVALID_IDENTIFIER,
                                        "the value of this namespace identifies nobody"));
    }

    /** Pseudonym of a text that only has to be recognised. */
    public String pseudonym(String use, String text) {
        return pseudonyms.record(use, text);
    }
}
