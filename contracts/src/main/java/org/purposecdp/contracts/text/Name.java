package org.purposecdp.contracts.text;

import java.text.Normalizer;
import java.util.Locale;
import java.util.function.IntPredicate;

/**
 * A name that somebody typed, as it is compared: without what cannot be seen, outer blanks and
 * quotes, wide or narrow forms, and case.
 */
public final class Name {
    private static final String QUOTES = "\"'`\u2018\u2019\u201A\u201C\u201D\u201E\u00AB\u00BB";

    private Name() {}

    /** As it is written, but for case. */
    public static String clean(String text) {
        String shown = shown(text);
        return stripped(shown, c -> isBlank(c) || isQuote(c));
    }

    /** Clean, without case. */
    public static String folded(String text) {
        return clean(text).toLowerCase(Locale.ROOT);
    }

    /** Folded, without what stands between words: opt_out, opt-out and optOut are one. */
    public static String joined(String text) {
        return without(folded(text), Name::isBetweenWords);
    }

    /** Without what cannot be seen, and without outer blanks; in quotes if it is. */
    public static String shown(String text) {
        if (isPlain(text)) {
            return text;
        }
        String seen = without(text, Name::isInvisible);
        return stripped(
                Marks.piled(seen) ? seen : Normalizer.normalize(seen, Normalizer.Form.NFKC),
                Name::isBlank);
    }

    public static boolean isBlank(int c) {
        return Character.isSpaceChar(c) || c == '\t' || c == '\n' || c == '\r';
    }

    public static boolean isQuote(int c) {
        return QUOTES.indexOf(c) >= 0;
    }

    /** Written into a text by accident, and not to be seen in it. */
    private static boolean isInvisible(int c) {
        int type = Character.getType(c);
        return type == Character.FORMAT || type == Character.CONTROL && !isBlank(c);
    }

    private static boolean isBetweenWords(int c) {
        return isBlank(c) || c == '_' || c == '-';
    }

    private static String without(String text, IntPredicate left) {
        StringBuilder without = new StringBuilder(text.length());
        text.codePoints().filter(left.negate()).forEach(without::appendCodePoint);
        return without.toString();
    }

    private static String stripped(String text, IntPredicate outer) {
        int from = 0;
        int to = text.length();
        while (from < to && outer.test(text.charAt(from))) {
            from++;
        }
        while (to > from && outer.test(text.charAt(to - 1))) {
            to--;
        }
        return text.substring(from, to);
    }

    /** As nearly all are: it is asked of each word of each event. */
    private static boolean isPlain(String text) {
        return !text.startsWith(" ")
                && !text.endsWith(" ")
                && text.chars().allMatch(character -> character >= ' ' && character <= '~');
    }
}
