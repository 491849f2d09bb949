package org.purposecdp.identity.matching;

import java.util.List;

import org.purposecdp.contracts.text.Split;

import static org.purposecdp.identity.matching.Comparison.NOTHING;
import static org.purposecdp.identity.matching.Words.nearly;
import static org.purposecdp.identity.matching.Words.said;
import static org.purposecdp.identity.matching.Words.similar;

/** Levels of names: of people, and of organisations. */
final class NameLevels {
    private static final double FAINT = 0.75;

    private NameLevels() {}

    static int word(String one, String other) {
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

    static int given(Person a, Person b) {
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
        if (GivenNames.twoNames(one, other)
                && !Likeness.oneSlip(one, other)
                && !soundsAlike(one, other)) {
            return 6;
        }
        if (nearly(one, other)) {
            return 2;
        }
        if (similar(one, other) || startsWith(one, other)) {
            return 4;
        }
        return one.charAt(0) == other.charAt(0) || Likeness.jaroWinkler(one, other, FAINT) ? 5 : 6;
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

    private static boolean soundsAlike(String one, String other) {
        return Letters.sound(one).equals(Letters.sound(other));
    }

    private static boolean startsWith(String one, String other) {
        return one.length() > 2
                && other.length() > 2
                && (one.startsWith(other) || other.startsWith(one));
    }

    static int family(Person a, Person b) {
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
        if (a.middle().contains(other) || b.middle().contains(one)) {
            return 2;
        }
        return similar(one, other) ? 3 : 4;
    }

    static int middle(List<String> one, List<String> other) {
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

    static int organisation(String one, String other) {
        if (!said(one, other)) {
            return NOTHING;
        }
        if (one.equals(other)) {
            return 0;
        }
        boolean alike = Likeness.jaroWinkler(one, other, Words.NEARLY) || sharesWords(one, other);
        return alike ? 1 : 2;
    }

    /** All words of the shorter are in the longer, give or take a slip. */
    private static boolean sharesWords(String one, String other) {
        List<String> shorter = Split.at(' ', one.length() <= other.length() ? one : other);
        List<String> longer = Split.at(' ', one.length() <= other.length() ? other : one);
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
}
