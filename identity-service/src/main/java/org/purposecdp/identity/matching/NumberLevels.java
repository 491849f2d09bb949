package org.purposecdp.identity.matching;

import java.util.List;
import java.util.function.ToIntBiFunction;

import static org.purposecdp.identity.matching.Comparison.NOTHING;

/** Levels of what a person may have several of: the best that any two reach. */
final class NumberLevels {
    private static final int SHORTEST_END = 7;
    private static final int SHORTEST_LOCAL = 4;
    private static final int SHORTEST_OWN = 2;
    private static final int SIMILAR = 2;
    private static final int DIFFERENT = 3;

    private NumberLevels() {}

    static int number(List<String> one, List<String> other) {
        return best(one, other, NumberLevels::number);
    }

    /** Addresses that are alike for their owners' names alone are not alike. */
    static int email(Person one, Person other) {
        return best(one.emails(), other.emails(), (a, b) -> email(a, one, b, other));
    }

    private static int email(String a, Person one, String b, Person other) {
        int level = email(a, b);
        if (level != SIMILAR) {
            return level;
        }
        String x = Emails.beyondName(a, one);
        String y = Emails.beyondName(b, other);
        boolean onlyNames =
                Math.min(x.length(), y.length()) < SHORTEST_OWN
                        || !x.equals(y)
                                && !(Math.min(x.length(), y.length()) >= SHORTEST_LOCAL
                                        && Words.nearly(x, y));
        return onlyNames ? DIFFERENT : level;
    }

    /** Nothing where the two have documents of different kinds only. */
    static int document(List<String> one, List<String> other) {
        return best(one, other, NumberLevels::document);
    }

    private static int best(
            List<String> one, List<String> other, ToIntBiFunction<String, String> level) {
        int best = NOTHING;
        for (String a : one) {
            for (String b : other) {
                int reached = level.applyAsInt(a, b);
                if (reached != NOTHING && (best == NOTHING || reached < best)) {
                    best = reached;
                }
            }
        }
        return best;
    }

    private static int number(String a, String b) {
        if (a.equals(b)) {
            return 0;
        }
        return Likeness.oneSlip(a, b) || sameEnd(a, b) ? 1 : 2;
    }

    /** A number without its country or area. */
    private static boolean sameEnd(String a, String b) {
        return a.length() != b.length()
                && Math.min(a.length(), b.length()) >= SHORTEST_END
                && (a.endsWith(b) || b.endsWith(a));
    }

    private static int email(String a, String b) {
        if (a.equals(b)) {
            return 0;
        }
        String x = Emails.local(a);
        String y = Emails.local(b);
        // Customer 17 and customer 18 of one mailbox are no slip of the pen.
        if (x.equals(y) || Likeness.oneSlip(a, b) && Letters.digits(a).equals(Letters.digits(b))) {
            return 1;
        }
        boolean similar =
                Math.min(x.length(), y.length()) >= SHORTEST_LOCAL
                        && Likeness.jaroWinkler(x, y, Words.NEARLY);
        return similar ? 2 : 3;
    }

    private static int document(String a, String b) {
        if (a.equals(b)) {
            return 0;
        }
        return a.charAt(0) == b.charAt(0) ? 1 : NOTHING;
    }
}
