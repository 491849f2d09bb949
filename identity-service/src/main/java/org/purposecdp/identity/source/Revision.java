package org.purposecdp.identity.source;

import org.purposecdp.kit.problem.CommonProblem;
import org.purposecdp.kit.problem.ProblemException;

/** Which state of something on file; who changes it says which one it has read. */
public record Revision(long number) {
    public static final Revision FIRST = new Revision(1);

    public Revision next() {
        return new Revision(number + 1);
    }

    public String etag() {
        return "\"" + number + '"';
    }

    /**
     * @param ifMatch ETag as it was sent, or null
     * @throws ProblemException IF_MATCH_NEEDED, PRECONDITION_FAILED
     */
    public void require(String ifMatch) {
        if (!etag().equals(ifMatch)) {
            throw new ProblemException(
                    ifMatch == null
                            ? CommonProblem.IF_MATCH_NEEDED
                            : CommonProblem.PRECONDITION_FAILED,
                    "to change it send If-Match with the ETag last read, now " + etag());
        }
    }

    /**
     * @param done false where another change came first
     * @throws ProblemException PRECONDITION_FAILED
     */
    public static void requireDone(boolean done) {
        if (!done) {
            throw new ProblemException(
                    CommonProblem.PRECONDITION_FAILED,
                    "somebody else changes it just now; read it again");
        }
    }
}
