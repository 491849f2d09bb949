package org.purposecdp.contracts.identifier;

import java.text.Normalizer;
import java.util.Locale;

import org.purposecdp.contracts.text.Marks;

/**
 * Text as a person sees it: Unicode NFKC without what is not to be seen, and without blanks around
 * it. So two values that look alike because one holds a mark that shows nothing are one.
 */
final class Visible {
    /**
     * First and last of what shows nothing: Default_Ignorable_Code_Point of Unicode 15 but for the
     * override that turns text around, the marks of interlinear notes, and three blank symbols.
     */
    private static final int[][] INVISIBLE = {
        {0x00AD, 0x00AD}, // soft hyphen
        {0x034F, 0x034F}, // combining grapheme joiner
        {0x061C, 0x061C}, // Arabic letter mark
        {0x115F, 0x1160}, // Hangul fillers
        {0x17B4, 0x17B5}, // Khmer inherent vowels
        {0x180B, 0x180F}, // Mongolian selectors and separator
        {0x200B, 0x200F}, // zero-width space, joiners, direction marks
        {0x202A, 0x202D}, // embeddings, as contact lists put them around phone numbers
        {0x2060, 0x206F}, // word joiner, invisible operators, isolates
        {0x2800, 0x2800}, // blank Braille pattern
        {0x3164, 0x3164}, // Hangul filler
        {0xFE00, 0xFE0F}, // variation selectors
        {0xFEFF, 0xFEFF}, // byte order mark
        {0xFFA0, 0xFFA0}, // halfwidth Hangul filler
        {0xFFF0, 0xFFFB}, // interlinear notes
        {0x16FE4, 0x16FE4}, // Khitan filler
        {0x1BCA0, 0x1BCA3}, // shorthand format controls
        {0x1D159, 0x1D159}, // null notehead
        {0x1D173, 0x1D17A}, // musical format controls
        {0xE0000, 0xE0FFF}, // tags, variation selectors
    };

    private Visible() {}

    static String of(String sent) {
        if (isPlain(sent)) {
            return sent;
        }
        // What is taken out may part letters and marks that are one character without it.
        String value = sent;
        String next = stripped(seen(nfkc(value)));
        while (!next.equals(value)) {
            value = next;
            next = stripped(seen(nfkc(value)));
        }
        return value;
    }

    /** Whether so many marks stand together that they take long to be put in order. */
    static boolean isPiled(String sent) {
        // What is taken out parts them no longer.
        return !isPlain(sent) && Marks.piled(seen(sent));
    }

    /**
     * Without regard to case, the same in every country: by the letters' own small ones, with one
     * small sigma wherever it stands, and no dot over an i, which has one. {@code ß} is no {@code
     * ss}: they are different letters in names of domains (RFC 5894 §7.2), and of mailboxes.
     */
    static String caseless(String visible) {
        String value = visible;
        String next = small(value);
        while (!next.equals(value)) {
            value = next;
            next = small(value);
        }
        return value;
    }

    private static String small(String value) {
        String small = value.toLowerCase(Locale.ROOT);
        return isPlain(small) ? small : nfkc(small.replace('ς', 'σ').replace("i\u0307", "i"));
    }

    /** Whether nothing is left in it that is no text. */
    static boolean isReadable(String visible) {
        return isPlain(visible) || visible.codePoints().noneMatch(Visible::isNoText);
    }

    /** ASCII without blanks: what most values are, and as it should be. */
    private static boolean isPlain(String value) {
        for (int i = 0; i < value.length(); i++) {
            if (value.charAt(i) <= ' ' || value.charAt(i) > '~') {
                return false;
            }
        }
        return true;
    }

    static String nfkc(String value) {
        return Normalizer.normalize(value, Normalizer.Form.NFKC);
    }

    private static String seen(String value) {
        StringBuilder seen = new StringBuilder(value.length());
        value.codePoints()
                .filter(c -> !isInvisible(c))
                .map(c -> Character.getType(c) == Character.SPACE_SEPARATOR ? ' ' : c)
                .forEach(seen::appendCodePoint);
        return seen.toString();
    }

    private static boolean isInvisible(int c) {
        for (int[] range : INVISIBLE) {
            if (c < range[0]) {
                return false;
            }
            if (c <= range[1]) {
                return true;
            }
        }
        return false;
    }

    private static String stripped(String value) {
        int from = 0;
        int to = value.length();
        while (from < to && isBlank(value.charAt(from))) {
            from++;
        }
        while (to > from && isBlank(value.charAt(to - 1))) {
            to--;
        }
        return value.substring(from, to);
    }

    /** Tabs and line ends, of Unicode too. */
    private static boolean isBlank(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == '\u0085';
    }

    private static boolean isNoText(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                    true;
            // Stand where something was lost: what was different may look the same by now.
            default -> c == 0xFFFC || c == 0xFFFD;
        };
    }
}
