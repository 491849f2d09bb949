package org.purposecdp.identity.matching;

import org.apache.commons.text.similarity.JaroWinklerSimilarity;

/** How alike two words are. */
final class Likeness {
    private static final JaroWinklerSimilarity JARO_WINKLER = new JaroWinklerSimilarity();
    private static final int SHORTEST_SCRAMBLED = 4;
    private static final int LONGEST_PREFIX = 4;
    private static final double PREFIX_WEIGHT = 0.1;
    private static final double ROUNDING = 1e-9;

    private Likeness() {}

    /**
     * Whether two words are so alike by Jaro and Winkler: "String Comparator Metrics", 1990.
     *
     * @param least from 0 to 1
     */
    static boolean jaroWinkler(String one, String other, double least) {
        return atMost(one, other) >= least && JARO_WINKLER.apply(one, other) >= least;
    }

    /** No more than this, had all letters that both words have the right place. */
    static double atMost(String one, String other) {
        String shorter = one.length() <= other.length() ? one : other;
        String longer = shorter == one ? other : one;
        if (shorter.isEmpty()) {
            return longer.isEmpty() ? 1 : 0;
        }
        int prefix = 0;
        int common = 0;
        long letters = letters(longer);
        for (int i = 0; i < shorter.length(); i++) {
            if (prefix == i && i < LONGEST_PREFIX && shorter.charAt(i) == longer.charAt(i)) {
                prefix++;
            }
            common += (letters >> shorter.charAt(i) & 1) != 0 ? 1 : 0;
        }
        double jaro =
                ((double) common / shorter.length() + (double) common / longer.length() + 1) / 3;
        return jaro + PREFIX_WEIGHT * prefix * (1 - jaro) + ROUNDING;
    }

    /** A bit for each letter; some letters have the same. */
    private static long letters(String word) {
        long letters = 0;
        for (int i = 0; i < word.length(); i++) {
            letters |= 1L << word.charAt(i);
        }
        return letters;
    }

    /** The same letters in another order, but for one. */
    static boolean scrambled(String one, String other) {
        if (Math.min(one.length(), other.length()) < SHORTEST_SCRAMBLED
                || Math.abs(one.length() - other.length()) > 1) {
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
        if (Math.abs(one.length() - other.length()) > 1) {
            return false;
        }
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
