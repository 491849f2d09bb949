package org.purposecdp.identity.matching;

import java.util.Arrays;
import java.util.List;

import static org.purposecdp.identity.matching.Comparison.*;

/**
 * The level that a pair reaches in each comparison. The same whichever record comes first. May be
 * used for one pair after another, by one thread.
 */
final class Levels {
    private static final double NEARLY = 0.93;
    private static final double SIMILAR = 0.86;
    private static final double FAINT = 0.75;

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
        set(GIVEN_NAME, given(a, b));
        set(FAMILY_NAME, family(a, b));
        set(NAME_ORDER, of(GIVEN_NAME) < 0 && of(FAMILY_NAME) < 0 ? NOTHING : 0);
        crossNames(a, b);
        set(MIDDLE_NAME, middle(a.middle(), b.middle()));
        set(BIRTH_DATE, birthDate(a.dates(), b.dates()));
        set(SEX, said(a.sex(), b.sex()) ? a.sex().equals(b.sex()) ? 0 : 1 : NOTHING);
        set(STREET, street(a, b));
        set(LOCALITY, locality(a, b));
        set(MOBILE, number(a.mobiles(), b.mobiles()));
        set(LANDLINE, number(a.landlines(), b.landlines()));
        set(EMAIL, email(a.emails(), b.emails()));
        set(NATIONAL_ID, number(a.nationalIds(), b.nationalIds()));
        set(DOCUMENT, document(a.documents(), b.documents()));
        set(ORGANISATION, organisation(a.organisation(), b.organisation()));
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
        int one = word(a.given(), b.family());
        int other = word(a.family(), b.given());
        // The better of the two says more of the family name, so that either order gives the same.
        crossFamily = one < 0 ? other : other < 0 ? one : Math.min(one, other);
        int worse = one < 0 || other < 0 ? NOTHING : Math.max(one, other);
        crossGiven = worse < 0 ? NOTHING : GIVEN_OF_WORD[worse];
        crossFamily = crossFamily < 0 ? NOTHING : FAMILY_OF_WORD[crossFamily];
    }

    /** From a word's likeness (exact, slip, similar, different) to the levels of the names. */
    private static final int[] GIVEN_OF_WORD = {0, 2, 4, 6};

    private static final int[] FAMILY_OF_WORD = {0, 1, 3, 4};

    private static int word(String one, String other) {
        if (!said(one, other)) {
            return NOTHING;
        }
        if (one.equals(other)) {
            return 0;
        }
        if (nearly(one, other)) {
            return 1;
        }
        return similar(one, other) ? 2 : 3;
    }

    private static int given(Person a, Person b) {
        String one = a.given();
        String other = b.given();
        if (!said(one, other)) {
            return NOTHING;
        }
        if (one.equals(other)) {
            return one.length() == 1 ? 3 : 0;
        }
        if (one.length() == 1 || other.length() == 1) {
            return one.charAt(0) == other.charAt(0) ? 3 : 6;
        }
        if (GivenNames.sameName(one, other)
                || called(a.middle(), other)
                || called(b.middle(), one)
                || joined(a).equals(other)
                || joined(b).equals(one)) {
            return 1;
        }
        if (nearly(one, other)) {
            return 2;
        }
        if (similar(one, other) || startsWith(one, other)) {
            return 4;
        }
        return one.charAt(0) == other.charAt(0) || Likeness.jaroWinkler(one, other) >= FAINT
                ? 5
                : 6;
    }

    /** By one of the names after the first. */
    private static boolean called(List<String> names, String name) {
        for (String own : names) {
            if (own.length() > 1
                    && (own.equals(name) || GivenNames.sameName(own, name) || nearly(own, name))) {
                return true;
            }
        }
        return false;
    }

    private static String joined(Person person) {
        return person.middle().isEmpty() ? person.given() : person.given() + person.middle().get(0);
    }

    private static boolean startsWith(String one, String other) {
        return one.length() > 2
                && other.length() > 2
                && (one.startsWith(other) || other.startsWith(one));
    }

    private static int family(Person a, Person b) {
        String one = a.family();
        String other = b.family();
        if (!said(one, other)) {
            return NOTHING;
        }
        if (one.equals(other)) {
            return 0;
        }
        if (nearly(one, other)) {
            return 1;
        }
        for (String part : a.familyParts()) {
            if (part.length() > 2 && b.familyParts().contains(part)) {
                return 2;
            }
        }
        return similar(one, other) ? 3 : 4;
    }

    private static int middle(List<String> one, List<String> other) {
        if (one.isEmpty() || other.isEmpty()) {
            return NOTHING;
        }
        int best = 2;
        for (String a : one) {
            for (String b : other) {
                if (a.equals(b) && a.length() > 1) {
                    return 0;
                }
                if (a.charAt(0) == b.charAt(0) && (a.length() == 1 || b.length() == 1)) {
                    best = 1;
                }
            }
        }
        return best;
    }

    private static int birthDate(List<Integer> one, List<Integer> other) {
        int best = NOTHING;
        for (int a : one) {
            for (int b : other) {
                int level = birthDate(a, b);
                best = best < 0 ? level : Math.min(best, level);
            }
        }
        return best;
    }

    private static int birthDate(int a, int b) {
        if (a == b) {
            return 0;
        }
        boolean year = a / 10_000 == b / 10_000;
        boolean month = a / 100 % 100 == b / 100 % 100;
        boolean day = a % 100 == b % 100;
        if (year && a / 100 % 100 == b % 100 && a % 100 == b / 100 % 100) {
            return 1;
        }
        int differing = 0;
        for (int unit = 1; unit <= 10_000_000; unit *= 10) {
            differing += a / unit % 10 == b / unit % 10 ? 0 : 1;
        }
        if (differing == 1) {
            return 2;
        }
        if (differing == 2 && adjacentTransposed(a, b)) {
            return 1;
        }
        int parts = (year ? 1 : 0) + (month ? 1 : 0) + (day ? 1 : 0);
        return parts == 2 || differing == 2 ? 3 : year ? 4 : 5;
    }

    private static boolean adjacentTransposed(int a, int b) {
        for (int unit = 1; unit <= 1_000_000; unit *= 10) {
            int low = a / unit % 10;
            int high = a / unit / 10 % 10;
            if (a + (low - high) * 9 * unit == b) {
                return true;
            }
        }
        return false;
    }

    private static int street(Person a, Person b) {
        if (!said(a.street(), b.street())) {
            return NOTHING;
        }
        boolean sameStreet =
                a.street().equals(b.street())
                        || !a.line2().isEmpty() && a.line2().equals(b.street())
                        || !b.line2().isEmpty() && b.line2().equals(a.street());
        boolean houses = said(a.house(), b.house());
        boolean sameHouse = houses && a.house().equals(b.house());
        if (sameStreet && sameHouse) {
            return 0;
        }
        boolean likeStreet =
                sameStreet
                        || similarStreet(a.street(), b.street())
                        || similarStreet(a.line2(), b.street())
                        || similarStreet(b.line2(), a.street())
                        || similarStreet(a.line2(), b.line2());
        boolean likeHouse =
                sameHouse
                        || !houses && sameStreet
                        || houses && sameStreet && likeHouse(a.house(), b.house());
        if (likeStreet && likeHouse) {
            return 1;
        }
        return likeStreet ? 2 : 3;
    }

    private static boolean likeHouse(String one, String other) {
        return Math.min(one.length(), other.length()) > 1 && Likeness.oneSlip(one, other)
                || Letters.digits(one).equals(Letters.digits(other));
    }

    private static boolean similarStreet(String one, String other) {
        return Math.min(one.length(), other.length()) > 3
                && (one.equals(other)
                        || Likeness.oneSlip(one, other)
                        || Likeness.jaroWinkler(one, other) >= NEARLY
                        || one.replace(" ", "").equals(other.replace(" ", "")));
    }

    private static int locality(Person a, Person b) {
        boolean postcodes = said(a.postcode(), b.postcode());
        boolean cities = said(a.city(), b.city());
        if (!postcodes && !cities) {
            return NOTHING;
        }
        if (postcodes && a.postcode().equals(b.postcode())) {
            return 0;
        }
        if (cities && a.city().equals(b.city())) {
            return 1;
        }
        boolean near =
                postcodes && Likeness.oneSlip(a.postcode(), b.postcode())
                        || cities && nearly(a.city(), b.city());
        return near ? 2 : 3;
    }

    private static int number(List<String> one, List<String> other) {
        if (one.isEmpty() || other.isEmpty()) {
            return NOTHING;
        }
        int best = 2;
        for (String a : one) {
            for (String b : other) {
                if (a.equals(b)) {
                    return 0;
                }
                if (Likeness.oneSlip(a, b) || sameEnd(a, b)) {
                    best = 1;
                }
            }
        }
        return best;
    }

    /** A number without its country or area. */
    private static boolean sameEnd(String a, String b) {
        return a.length() != b.length()
                && Math.min(a.length(), b.length()) >= 7
                && (a.endsWith(b) || b.endsWith(a));
    }

    private static int email(List<String> one, List<String> other) {
        if (one.isEmpty() || other.isEmpty()) {
            return NOTHING;
        }
        int best = 3;
        for (String a : one) {
            for (String b : other) {
                if (a.equals(b)) {
                    return 0;
                }
                String x = Emails.local(a);
                String y = Emails.local(b);
                if (x.equals(y) || Likeness.oneSlip(a, b)) {
                    best = Math.min(best, 1);
                } else if (x.length() > 3
                        && y.length() > 3
                        && Likeness.jaroWinkler(x, y) >= NEARLY) {
                    best = Math.min(best, 2);
                }
            }
        }
        return best;
    }

    private static int document(List<String> one, List<String> other) {
        int level = NOTHING;
        for (String a : one) {
            for (String b : other) {
                if (a.equals(b)) {
                    return 0;
                }
                if (a.charAt(0) == b.charAt(0)) {
                    level = 1;
                }
            }
        }
        return level;
    }

    private static int organisation(String one, String other) {
        if (!said(one, other)) {
            return NOTHING;
        }
        if (one.equals(other)) {
            return 0;
        }
        boolean alike = Likeness.jaroWinkler(one, other) >= NEARLY || sharesWords(one, other);
        return alike ? 1 : 2;
    }

    /** All words of the shorter are in the longer, give or take a slip. */
    private static boolean sharesWords(String one, String other) {
        String[] shorter = (one.length() <= other.length() ? one : other).split(" ");
        String[] longer = (one.length() <= other.length() ? other : one).split(" ");
        for (String word : shorter) {
            boolean found = false;
            for (String candidate : longer) {
                found = found || word.equals(candidate) || nearly(word, candidate);
            }
            if (!found) {
                return false;
            }
        }
        return true;
    }

    private static boolean said(String one, String other) {
        return !one.isEmpty() && !other.isEmpty();
    }

    private static boolean nearly(String one, String other) {
        return Math.min(one.length(), other.length()) > 2 && Likeness.oneSlip(one, other)
                || Math.min(one.length(), other.length()) > 4
                        && Likeness.jaroWinkler(one, other) >= NEARLY;
    }

    private static boolean similar(String one, String other) {
        return Math.min(one.length(), other.length()) > 2
                && (Likeness.jaroWinkler(one, other) >= SIMILAR
                        || Likeness.scrambled(one, other)
                        || Letters.sound(one).equals(Letters.sound(other)));
    }
}
