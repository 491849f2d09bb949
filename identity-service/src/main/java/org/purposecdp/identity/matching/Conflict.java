package org.purposecdp.identity.matching;

/**
 * Whether two records speak against being of one person, so that a shared address, phone or device
 * alone does not join them. A new surname, a nickname or a slip speaks against nobody; Petra and
 * Peter are two.
 */
public final class Conflict {
    private static final int SAME_NAME = 1;

    private Conflict() {}

    public static boolean between(Person a, Person b) {
        if (a.isEmpty() || b.isEmpty()) {
            return false;
        }
        if (DateLevels.birthDate(a.dates(), b.dates()) >= DateLevels.DIFFERENT) {
            return true;
        }
        Levels levels = new Levels().compare(a, b);
        if (Veto.of(a, b, levels, Veto.Telling.ALL) != null) {
            return true;
        }
        if (!differ(levels, Comparison.GIVEN_NAME)) {
            return levels.of(Comparison.GIVEN_NAME) > SAME_NAME
                    && GivenNames.twoNames(a.given(), b.given());
        }
        levels.swapNames();
        return levels.of(Comparison.GIVEN_NAME) == Comparison.NOTHING
                || differ(levels, Comparison.GIVEN_NAME);
    }

    private static boolean differ(Levels levels, Comparison comparison) {
        return levels.of(comparison) == comparison.levels().size() - 1;
    }
}
