package org.purposecdp.identity.matching;

import java.util.Set;

import static org.purposecdp.identity.matching.Comparison.*;

/** Two people for certain, however much else agrees. */
public enum Veto {
    /** One is Jr, the other Sr. */
    GENERATION,
    /** One name at one address, but births a generation apart: parent and child. */
    NAMESAKES,
    /** One family name and one birth date, but two given names; alike ones if more is against. */
    TWINS;

    private static final Set<String> NUMBERS = Set.of("ii", "iii", "iv");

    /**
     * What records of one person agree in, by a model, so that two can be told by it.
     *
     * @param names they seldom bear two given names
     * @param dates they seldom bear birth dates a generation apart; or oftener than they would if
     *     dates were mistaken at random, so that it is by relatives
     */
    record Telling(boolean names, boolean dates) {
        static final Telling ALL = new Telling(true, true);

        private static final double SELDOM_TWO_NAMES = 0.1;
        private static final double SELDOM_TWO_DATES = 0.02;

        static Telling of(Model model) {
            double[] names = model.matches().get(GIVEN_NAME);
            double[] dates = model.matches().get(BIRTH_DATE);
            double[] atRandom = model.others().get(BIRTH_DATE);
            double mistaken =
                    dates[DateLevels.DIFFERENT]
                            * atRandom[DateLevels.GENERATION]
                            / atRandom[DateLevels.DIFFERENT];
            double apart = dates[DateLevels.GENERATION];
            return new Telling(
                    names[names.length - 1] < SELDOM_TWO_NAMES,
                    apart < SELDOM_TWO_DATES || apart > 2 * mistaken);
        }
    }

    /** Null when there is none. */
    static Veto of(Person a, Person b, Levels levels, Telling telling) {
        String one = generation(a, b);
        String other = generation(b, a);
        if (!one.isEmpty() && !other.isEmpty() && !one.equals(other)) {
            return GENERATION;
        }
        if (levels.of(NATIONAL_ID) == 0 || levels.of(DOCUMENT) == 0) {
            return null;
        }
        boolean twins =
                telling.names()
                        && (worst(GIVEN_NAME, levels) || apart(levels))
                        && GivenNames.twoNames(a.given(), b.given())
                        && levels.of(FAMILY_NAME) == 0
                        && levels.of(BIRTH_DATE) == 0;
        if (twins) {
            return TWINS;
        }
        boolean namesakes =
                telling.dates()
                        && (levels.of(GIVEN_NAME) == 0 || levels.of(GIVEN_NAME) == 1)
                        && levels.of(FAMILY_NAME) == 0
                        && levels.of(STREET) == 0
                        && levels.of(BIRTH_DATE) == DateLevels.GENERATION
                        && levels.of(EMAIL) != 0
                        && levels.of(MOBILE) != 0;
        return namesakes ? NAMESAKES : null;
    }

    /** Tim and Tom could be one but for a slip of the pen; not where more is against it. */
    private static boolean apart(Levels levels) {
        return worst(SEX, levels)
                || (worst(EMAIL, levels) || worst(MOBILE, levels))
                        && levels.of(EMAIL) != 0
                        && levels.of(MOBILE) != 0;
    }

    private static boolean worst(Comparison comparison, Levels levels) {
        return levels.of(comparison) == comparison.levels().size() - 1;
    }

    /** An initial I is a number where the other has one: Morris I and Morris II. */
    private static String generation(Person person, Person other) {
        boolean first =
                person.suffix().isEmpty()
                        && NUMBERS.contains(other.suffix())
                        && person.middle().contains("i");
        return first ? "i" : person.suffix();
    }
}
