package org.purposecdp.consent.request;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import org.purposecdp.consent.problem.ConsentProblem;
import org.purposecdp.contracts.identifier.Identifier;
import org.purposecdp.contracts.identifier.Normalisers;
import org.purposecdp.contracts.identifier.Pseudonyms;
import org.purposecdp.contracts.policy.Policy;
import org.purposecdp.kit.problem.ProblemException;

/** Pseudonyms of what callers send; the plain value goes no further. */
@ApplicationScoped
public class Identifiers {
    private final Pseudonyms pseudonyms;
    private final Normalisers normalisers = new Normalisers();

    Identifiers(@ConfigProperty(name = "cdp.identifier-key") String key) {
        this.pseudonyms = Pseudonyms.ofKey(key);
    }

    public String pseudonym(Policy policy, IdentifierBody body) {
        check(body);
        return normalisers
                .of(policy.identityRules())
                .normalise(new Identifier(body.namespace(), body.value()))
                .map(pseudonyms::identifier)
                .orElseThrow(
                        () ->
                                new ProblemException(
                                        ConsentProblem.INVALID_IDENTIFIER,
                                        "no identifier: a namespace is small letters, digits, '_', '.', '-', and"
                                                + " the value must be one of it that stands for somebody"));
    }

    private static void check(IdentifierBody body) {
        if (body == null || body.namespace() == null || body.value() == null) {
            throw new ProblemException(
                    ConsentProblem.INVALID_IDENTIFIER,
                    "an 'identifier' has a 'namespace' and a 'value'");
        }
    }

    /** Pseudonym of a text that only has to be recognised. */
    public String pseudonym(String use, String text) {
        return pseudonyms.record(use, text);
    }
}
