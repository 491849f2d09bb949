package org.purposecdp.identity.steward;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

import org.purposecdp.contracts.text.Split;
import org.purposecdp.identity.matching.Link;
import org.purposecdp.kit.problem.CommonProblem;
import org.purposecdp.kit.problem.ProblemException;

/** Where the next reviews begin: after a link, in their order. */
public final class ReviewCursor {
    private ReviewCursor() {}

    public static String of(Link last) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(
                        (last.weight() + " " + LinkId.of(last)).getBytes(StandardCharsets.UTF_8));
    }

    /**
     * @param cursor null for the first
     * @throws ProblemException INVALID_VALUE
     */
    public static Link parse(String cursor) {
        if (cursor == null) {
            return null;
        }
        try {
            List<String> parts =
                    Split.at(
                            ' ',
                            new String(
                                    Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8));
            LinkId id = LinkId.parse(parts.get(1));
            return new Link(id.one(), id.other(), Integer.parseInt(parts.get(0)));
        } catch (RuntimeException e) {
            throw new ProblemException(
                    CommonProblem.INVALID_VALUE, "'cursor' is one that an earlier page gave");
        }
    }
}
