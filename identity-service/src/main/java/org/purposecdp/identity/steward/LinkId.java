package org.purposecdp.identity.steward;

import org.purposecdp.identity.matching.Link;
import org.purposecdp.kit.problem.CommonProblem;
import org.purposecdp.kit.problem.ProblemException;

/** A link's address: its two nodes, the lesser first. */
public record LinkId(String one, String other) {
    private static final String BETWEEN = "~";

    public static LinkId parse(String id) {
        String[] ends = id.split(BETWEEN, -1);
        boolean link =
                ends.length == 2
                        && Given.isNode(ends[0])
                        && Given.isNode(ends[1])
                        && ends[0].compareTo(ends[1]) < 0;
        if (!link) {
            throw new ProblemException(
                    CommonProblem.NOT_FOUND, "a link's id is two nodeIds with a ~ between them");
        }
        return new LinkId(ends[0], ends[1]);
    }

    public static String of(Link link) {
        return link.one() + BETWEEN + link.other();
    }
}
