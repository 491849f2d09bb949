package org.purposecdp.kit.caller;

import java.util.Set;

import org.purposecdp.kit.problem.CommonProblem;
import org.purposecdp.kit.problem.ProblemException;

/**
 * The purposes that a token names. To see how many are in an audience, or what was sent, is to read
 * what its purpose knows.
 */
public record AllowedPurposes(Set<String> purposes) {
    public AllowedPurposes {
        purposes = Set.copyOf(purposes);
    }

    /**
     * @throws ProblemException PURPOSE_NOT_ALLOWED
     */
    public void require(String purpose) {
        if (!purposes.contains(purpose)) {
            throw new ProblemException(
                    CommonProblem.PURPOSE_NOT_ALLOWED,
                    "The token's claim cdp_purposes does not name the purpose of this");
        }
    }
}
