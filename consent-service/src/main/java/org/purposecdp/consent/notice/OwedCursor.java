package org.purposecdp.consent.notice;

import java.util.Base64;

import org.purposecdp.contracts.json.Json;
import org.purposecdp.kit.problem.CommonProblem;
import org.purposecdp.kit.problem.ProblemException;

/** Where the next page begins: after one of what is owed, in their order. */
final class OwedCursor {
    private OwedCursor() {}

    static String of(Owing last) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(
                        Json.bytes(new Owing(last.notice(), last.version(), last.source(), null)));
    }

    /**
     * @param cursor null for the first
     * @throws ProblemException INVALID_VALUE
     */
    static Owing parse(String cursor) {
        if (cursor == null) {
            return null;
        }
        try {
            Owing last = Json.parse(Base64.getUrlDecoder().decode(cursor), Owing.class);
            Owing.ORDER.compare(last, last);
            return last;
        } catch (RuntimeException e) {
            throw new ProblemException(
                    CommonProblem.INVALID_VALUE, "'cursor' is one that an earlier page gave");
        }
    }
}
