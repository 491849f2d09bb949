package org.purposecdp.identity.consent;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Set;
import java.util.function.IntPredicate;

import com.fasterxml.jackson.databind.JsonNode;

import org.purposecdp.contracts.record.Word;
import org.purposecdp.contracts.text.Marks;

/**
 * How "yes" and "no" are written. A "no" is heard in every form that tools are known to write;
 * "yes" is {@code true} alone, as the formats that carry consent have it, be it as text. All else
 * is unclear, and denies.
 */
public final class Spelling {
    private static final Set<String> NO =
            Set.of(
                    "false",
                    "f",
                    "no",
                    "n",
                    "non",
                    "nein",
                    "ei",
                    "nej",
                    "off",
                    "out",
                    "0",
                    "0.0",
                    "deny",
                    "denied",
                    "decline",
                    "declined",
                    "reject",
                    "rejected",
                    "refuse",
                    "refused",
                    "withdraw",
                    "withdrawn",
                    "revoke",
                    "revoked",
                    "disallow",
                    "disallowed",
                    "disagree",
                    "disagreed",
                    "disable",
                    "disabled",
                    "objected",
                    "block",
                    "blocked",
                    "optout",
                    "optedout",
                    "notgranted",
                    "notallowed",
                    "notaccepted",
                    "notconsented",
                    "unconsented");

    private Spelling() {}

    public static Word read(JsonNode node) {
        if (node.isBoolean()) {
            return node.booleanValue() ? Word.YES : Word.NO;
        }
        if (node.isNumber()) {
            return node.decimalValue().signum() == 0 ? Word.NO : Word.UNCLEAR;
        }
        return node.isTextual() ? read(node.textValue()) : Word.UNCLEAR;
    }

    private static Word read(String text) {
        String word = folded(text);
        if (word.equals("true")) {
            return Word.YES;
        }
        boolean no = NO.contains(word) || NO.contains(without(word, Spelling::isBetweenWords));
        return no ? Word.NO : Word.UNCLEAR;
    }

    /** Without what cannot be seen, and without outer blanks. */
    static String clean(String text) {
        if (isPlain(text)) {
            return text;
        }
        String clean = stripped(without(text, Spelling::isInvisible));
        return Marks.piled(clean) ? clean : Normalizer.normalize(clean, Normalizer.Form.NFC);
    }

    /** Written into a text by accident, and not to be seen in it. */
    private static boolean isInvisible(int c) {
        int type = Character.getType(c);
        return type == Character.FORMAT || type == Character.CONTROL && !isBlank(c);
    }

    private static boolean isBlank(int c) {
        return Character.isSpaceChar(c) || c == '\t' || c == '\n' || c == '\r';
    }

    private static boolean isBetweenWords(int c) {
        return isBlank(c) || c == '_' || c == '-';
    }

    private static String without(String text, IntPredicate left) {
        StringBuilder without = new StringBuilder(text.length());
        text.codePoints().filter(left.negate()).forEach(without::appendCodePoint);
        return without.toString();
    }

    private static String stripped(String text) {
        int from = 0;
        int to = text.length();
        while (from < to && isBlank(text.charAt(from))) {
            from++;
        }
        while (to > from && isBlank(text.charAt(to - 1))) {
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

    /** Clean, and as it is compared. */
    static String folded(String text) {
        return clean(text).toLowerCase(Locale.ROOT);
    }
}
