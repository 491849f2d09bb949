package org.purposecdp.identity.matching;

import java.util.Arrays;

import static org.purposecdp.identity.matching.Comparison.*;

/**
 * The level that a pair reaches in each comparison. The same whichever record comes first. May be
 * used for one pair after another, by one thread.
 */
final class Levels {

    /** From a word's likeness (exact, slip, similar, different) to the levels of the names. */
    private static final int[] GIVEN_OF_WORD = {0, 2, 4, 6};

    private static final int[] FAMILY_OF_WORD = {0, 1, 3, 4};

    private final int[] reached = new int[Comparison.values().length];
    private int crossGiven;
    private int crossFamily;

    int[] all() {
        return reached.clone();
    }

    int of(Comparison comparison) {
        return reached[comparison.ordinal()];
    }

    private void set(Comparison comparison, int level) {
        reached[comparison.ordinal()] = level;
    }

    Levels compare(Person a, Person b) {
        Arrays.fill(reached, NOTHING);
        set(GIVEN_NAME, NameLevels.given(a, b));
        set(FAMILY_NAME, NameLevels.family(a, b));
        set(NAME_ORDER, of(GIVEN_NAME) < 0 && of(FAMILY_NAME) < 0 ? NOTHING : 0);
        crossNames(a, b);
        set(MIDDLE_NAME, NameLevels.middle(a.middle(), b.middle()));
        set(BIRTH_DATE, DateLevels.birthDate(a.dates(), b.dates()));
        set(SEX, Words.said(a.sex(), b.sex()) ? a.sex().equals(b.sex()) ? 0 : 1 : NOTHING);
        set(STREET, AddressLevels.street(a, b));
        set(LOCALITY, AddressLevels.locality(a, b));
        set(MOBILE, NumberLevels.number(a.mobiles(), b.mobiles()));
        set(LANDLINE, NumberLevels.number(a.landlines(), b.landlines()));
        set(EMAIL, NumberLevels.email(a, b));
        set(NATIONAL_ID, NumberLevels.number(a.nationalIds(), b.nationalIds()));
        set(DOCUMENT, NumberLevels.document(a.documents(), b.documents()));
        set(ORGANISATION, NameLevels.organisation(a.organisation(), b.organisation()));
        return this;
    }

    /** Whether the names could have changed places, and so must be weighed both ways. */
    boolean mayBeSwapped() {
        return crossGiven >= 0 && crossGiven < GIVEN_NAME.levels().size() - 1
                || crossFamily >= 0 && crossFamily < FAMILY_NAME.levels().size() - 1;
    }

    /** Takes the names as swapped; back again when called once more. */
    void swapNames() {
        int given = of(GIVEN_NAME);
        int family = of(FAMILY_NAME);
        set(GIVEN_NAME, crossGiven);
        set(FAMILY_NAME, crossFamily);
        crossGiven = given;
        crossFamily = family;
        set(NAME_ORDER, 1 - Math.max(of(NAME_ORDER), 0));
    }

    private void crossNames(Person a, Person b) {
        int one = NameLevels.word(a.given(), b.family());
        int other = NameLevels.word(a.family(), b.given());
        // The better of the two says more of the family name, so that either order gives the same.
        crossFamily = one < 0 ? other : other < 0 ? one : Math.min(one, other);
        int worse = one < 0 || other < 0 ? NOTHING : Math.max(one, other);
        crossGiven = worse < 0 ? NOTHING : GIVEN_OF_WORD[worse];
        crossFamily = crossFamily < 0 ? NOTHING : FAMILY_OF_WORD[crossFamily];
    }
}
