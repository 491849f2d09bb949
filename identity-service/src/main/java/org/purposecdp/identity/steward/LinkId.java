package org.purposecdp.identity.steward;

import org.purposecdp.identity.matching.Link;
import org.purposecdp.kit.problem.CommonProblem;
import org.purposecdp.kit.problem.ProblemException;

/** A link's address: its two nodes, the lesser first. */
public record LinkId(String one, String other) {
    private static final char BETWEEN = '~';

    public static LinkId parse(String id) {
        int between = id.indexOf(BETWEEN);
        if (between <= 0 || id.substring(0, between).compareTo(id.substring(between + 1)) >= 0) {
            throw new ProblemException(
                    CommonProblem.NOT_FOUND, "a link's id is two nodeIds with a ~ between them");
        }
        return new LinkId(id.substring(0, between), id.substring(between + 1));
    }

    public static String of(Link link) {
        return link.one() + BETWEEN + link.other();
    }
}
