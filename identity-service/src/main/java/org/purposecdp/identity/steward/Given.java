package org.purposecdp.identity.steward;

import org.purposecdp.contracts.text.Shape;
import org.purposecdp.identity.text.WellFormed;
import org.purposecdp.kit.problem.CommonProblem;
import org.purposecdp.kit.problem.ProblemException;

/** What stewards give with a decision, by whichever way. */
public final class Given {
    private static final Shape NODE = Shape.of(32, "[0-9a-f]{32}");
    private static final int LONGEST_REASON = 1_000;

    private Given() {}

    /** Has the form of a nodeId, or a profileId. */
    public static boolean isNode(String id) {
        return NODE.fits(id);
    }

    /**
     * @throws ProblemException INVALID_VALUE
     */
    public static String reason(String reason) {
        require(
                reason != null
                        && !reason.isBlank()
                        && reason.length() <= LONGEST_REASON
                        && WellFormed.is(reason),
                "'reason' says why, in up to 1,000 characters, without personal data");
        return reason;
    }

    /**
     * @throws ProblemException INVALID_VALUE
     */
    public static void require(boolean condition, String accepted) {
        if (!condition) {
            throw new ProblemException(CommonProblem.INVALID_VALUE, accepted);
        }
    }
}
