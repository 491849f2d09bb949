package org.purposecdp.identity.matching;

/** How alike two folded words are. */
final class Words {
    /** Jaro-Winkler of words that are one but for slips. */
    static final double NEARLY = 0.93;

    private static final double SIMILAR = 0.86;

    private Words() {}

    static boolean said(String one, String other) {
        return !one.isEmpty() && !other.isEmpty();
    }

    static boolean nearly(String one, String other) {
        return Math.min(one.length(), other.length()) > 2 && Likeness.oneSlip(one, other)
                || Math.min(one.length(), other.length()) > 4
                        && Likeness.jaroWinkler(one, other, NEARLY);
    }

    static boolean similar(String one, String other) {
        return Math.min(one.length(), other.length()) > 2
                && (Likeness.jaroWinkler(one, other, SIMILAR)
                        || Likeness.scrambled(one, other)
                        || Letters.sound(one).equals(Letters.sound(other)));
    }
}
