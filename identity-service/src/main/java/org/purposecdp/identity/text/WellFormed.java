package org.purposecdp.identity.text;

/**
 * Text that every store and every encoding can hold. A script that cuts a text amid an emoji leaves
 * half of it (an unpaired surrogate), which UTF-8 has no bytes for; no database takes U+0000.
 */
public final class WellFormed {
    private static final char REPLACEMENT = '\uFFFD';

    private WellFormed() {}

    /** Nothing of it would be lost. */
    public static boolean is(String text) {
        return text(text).equals(text);
    }

    public static String text(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == 0 || Character.isSurrogate(text.charAt(i))) {
                return replaced(text);
            }
        }
        return text;
    }

    /** Whether something was lost: two ids that were different may look the same then. */
    public static boolean damaged(String text) {
        return text.indexOf(REPLACEMENT) >= 0;
    }

    private static String replaced(String text) {
        StringBuilder whole = new StringBuilder(text.length());
        text.codePoints()
                .map(c -> c == 0 || c >= 0xD800 && c <= 0xDFFF ? REPLACEMENT : c)
                .forEach(whole::appendCodePoint);
        return whole.toString();
    }
}
