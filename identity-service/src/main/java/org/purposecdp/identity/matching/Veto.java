package org.purposecdp.identity.matching;

import java.util.Set;

import static org.purposecdp.identity.matching.Comparison.*;

/** Two people for certain, however much else agrees. */
public enum Veto {
    /** One is Jr, the other Sr. */
    GENERATION,
    /** One family name and one birth date, but two given names. */
    TWINS;

    private static final Set<String> NUMBERS = Set.of("ii", "iii", "iv");

    /**
     * Null when there is none.
     *
     * @param namesHold records of one person seldom bear two given names, so that twins can be told
     */
    static Veto of(Person a, Person b, Levels levels, boolean namesHold) {
        String one = generation(a, b);
        String other = generation(b, a);
        if (!one.isEmpty() && !other.isEmpty() && !one.equals(other)) {
            return GENERATION;
        }
        boolean twins =
                namesHold
                        && levels.of(GIVEN_NAME) == GIVEN_NAME.levels().size() - 1
                        && GivenNames.twoNames(a.given(), b.given())
                        && levels.of(FAMILY_NAME) == 0
                        && levels.of(BIRTH_DATE) == 0
                        && levels.of(NATIONAL_ID) != 0
                        && levels.of(DOCUMENT) != 0;
        return twins ? TWINS : null;
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
