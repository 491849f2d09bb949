package org.purposecdp.identity.matching;

import org.apache.commons.text.similarity.JaroWinklerSimilarity;

/** How alike two words are. */
final class Likeness {
    private static final JaroWinklerSimilarity JARO_WINKLER = new JaroWinklerSimilarity();

    private Likeness() {}

    /** From 0 to 1: Winkler, "String Comparator Metrics", 1990. */
    static double jaroWinkler(String one, String other) {
        return JARO_WINKLER.apply(one, other);
    }

    /** The same letters in another order, but for one. */
    static boolean scrambled(String one, String other) {
        if (one.length() < 4 || Math.abs(one.length() - other.length()) > 1) {
            return false;
        }
        StringBuilder left = new StringBuilder(other);
        int missing = 0;
        for (int i = 0; i < one.length(); i++) {
            int at = left.indexOf(one.substring(i, i + 1));
            if (at < 0) {
                missing++;
            } else {
                left.deleteCharAt(at);
            }
        }
        return missing <= 1 && left.length() <= 1;
    }

    /**
     * One letter put in, left out or taken for another, or two that changed places: a restricted
     * Damerau–Levenshtein distance of one.
     */
    static boolean oneSlip(String one, String other) {
        String shorter = one.length() <= other.length() ? one : other;
        String longer = shorter == one ? other : one;
        int start = 0;
        while (start < shorter.length() && shorter.charAt(start) == longer.charAt(start)) {
            start++;
        }
        int i = shorter.length() - 1;
        int j = longer.length() - 1;
        while (i >= start && j >= start && shorter.charAt(i) == longer.charAt(j)) {
            i--;
            j--;
        }
        int left = i - start + 1;
        int right = j - start + 1;
        return left <= 0 && right == 1
                || left == 1 && right == 1
                || left == 2
                        && right == 2
                        && shorter.charAt(start) == longer.charAt(start + 1)
                        && shorter.charAt(start + 1) == longer.charAt(start);
    }
}
