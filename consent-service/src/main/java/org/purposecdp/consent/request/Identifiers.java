package org.purposecdp.consent.request;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import org.purposecdp.consent.problem.ConsentProblem;
import org.purposecdp.contracts.identifier.Identifier;
import org.purposecdp.contracts.identifier.Normalised;
import org.purposecdp.contracts.identifier.Normalisers;
import org.purposecdp.contracts.identifier.Pseudonyms;
import org.purposecdp.contracts.identifier.Refusal;
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

    /**
     * @throws ProblemException INVALID_IDENTIFIER, or IDENTIFIER_OF_NOBODY for a word that stands
     *     for nobody: whatever is said by it, nobody said it
     */
    public String pseudonym(Policy policy, IdentifierBody body) {
        check(body);
        Normalised read =
                normalisers
                        .of(policy.identityRules())
                        .read(new Identifier(body.namespace(), body.value()));
        if (read.refusal() != null) {
            throw new ProblemException(
                    read.refusal() == Refusal.OF_NOBODY
                            ? ConsentProblem.IDENTIFIER_OF_NOBODY
                            : ConsentProblem.INVALID_IDENTIFIER,
                    read.refusal().accepted());
        }
        return pseudonyms.identifier(read.normal());
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
