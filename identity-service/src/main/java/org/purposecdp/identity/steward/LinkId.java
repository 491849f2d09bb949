package org.purposecdp.identity.steward;

import java.util.List;

import org.purposecdp.contracts.text.Split;
import org.purposecdp.identity.matching.Link;
import org.purposecdp.kit.problem.CommonProblem;
import org.purposecdp.kit.problem.ProblemException;

/** A link's address: its two nodes, the lesser first. */
public record LinkId(String one, String other) {
    private static final char BETWEEN = '~';

    public static LinkId parse(String id) {
        List<String> ends = Split.at(BETWEEN, id);
        boolean link =
                ends.size() == 2
                        && Given.isNode(ends.get(0))
                        && Given.isNode(ends.get(1))
                        && ends.get(0).compareTo(ends.get(1)) < 0;
        if (!link) {
            throw new ProblemException(
                    CommonProblem.NOT_FOUND, "a link's id is two nodeIds with a ~ between them");
        }
        return new LinkId(ends.get(0), ends.get(1));
    }

    public static String of(Link link) {
        return link.one() + BETWEEN + link.other();
    }
}
