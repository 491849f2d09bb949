package org.purposecdp.consent.request;

import java.util.Set;
import java.util.function.Predicate;

import jakarta.enterprise.context.RequestScoped;

import org.purposecdp.consent.problem.ConsentProblem;
import org.purposecdp.contracts.subject.Decision;
import org.purposecdp.kit.caller.Caller;
import org.purposecdp.kit.problem.CommonProblem;
import org.purposecdp.kit.problem.ProblemException;

/** What the caller's token lets it name. A token without purposes names none. */
@RequestScoped
public class Allowed {
    private static final String OFFICER = "privacy-officer";
    private static final String DESK = "service-desk";

    private final Caller caller;

    Allowed(Caller caller) {
        this.caller = caller;
    }

    /**
     * @throws ProblemException PURPOSE_NOT_ALLOWED
     */
    public void requirePurpose(String purpose) {
        caller.allowed().require(purpose);
    }

    /** What is shown: a decision about all purposes is one about each that the token names. */
    public Predicate<Decision> shown() {
        Set<String> purposes = caller.allowed().purposes();
        return decision -> purposes.stream().anyMatch(decision::concerns);
    }

    /**
     * People at the desk write down whatever a person decides; a system speaks for its purposes.
     */
    public void requireGrant(String purpose) {
        if (!writesDownAnything()) {
            requirePurpose(purpose);
        }
    }

    /** The end of a restriction is told to the person first (GDPR Art. 18(3)): by people. */
    public void requireUnrestrict() {
        if (!writesDownAnything()) {
            throw new ProblemException(
                    CommonProblem.FORBIDDEN,
                    "UNRESTRICT is for the roles " + DESK + " and " + OFFICER);
        }
    }

    private boolean writesDownAnything() {
        return caller.hasScopeOrRole(DESK) || caller.hasScopeOrRole(OFFICER);
    }

    /**
     * Who asks as whom: a client asks for itself, a privacy officer for any.
     *
     * @param client null for the caller's own
     */
    public String reader(String client) {
        if (client == null || client.equals(caller.clientId())) {
            return caller.clientId();
        }
        if (!caller.hasScopeOrRole(OFFICER)) {
            throw new ProblemException(
                    ConsentProblem.PARTY_NOT_ALLOWED,
                    "the party of READ is the caller's own client, which may be left out; "
                            + OFFICER
                            + " may ask for any");
        }
        return client;
    }
}
