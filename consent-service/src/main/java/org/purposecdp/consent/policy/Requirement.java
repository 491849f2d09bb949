package org.purposecdp.consent.policy;

import java.util.List;
import java.util.stream.Stream;

import org.purposecdp.consent.problem.ConsentProblem;
import org.purposecdp.kit.problem.ProblemException;

/** What an entry must be to be taken, or to be let go. */
final class Requirement {
    /** Of what refers to an entry so many are named. */
    private static final int NAMED = 20;

    private Requirement() {}

    static void require(boolean held, String what) {
        if (!held) {
            throw new ProblemException(ConsentProblem.INVALID_ENTRY, what);
        }
    }

    static void unused(Stream<String> references) {
        List<String> by = references.sorted().limit(NAMED).toList();
        if (!by.isEmpty()) {
            throw new ProblemException(
                    ConsentProblem.IN_USE, "it is referred to by " + String.join(", ", by));
        }
    }

    static boolean named(String reference) {
        return reference != null && !reference.isBlank();
    }
}
