package org.purposecdp.identity.consent;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;

import org.purposecdp.contracts.record.Word;

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

    /** Written into a text by accident, and not to be seen in it. */
    private static final Pattern INVISIBLE = Pattern.compile("[\\p{Cf}\\p{Cc}&&[^\\t\\n\\r]]");

    private static final Pattern OUTER_BLANKS =
            Pattern.compile("^[\\p{Z}\\s]+|[\\p{Z}\\s]+$", Pattern.UNICODE_CHARACTER_CLASS);

    private static final Pattern BETWEEN_WORDS = Pattern.compile("[\\p{Z}\\s_\\-]+");

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
        boolean no = NO.contains(word) || NO.contains(BETWEEN_WORDS.matcher(word).replaceAll(""));
        return no ? Word.NO : Word.UNCLEAR;
    }

    /** Without what cannot be seen, and without outer blanks. */
    static String clean(String text) {
        if (isPlain(text)) {
            return text;
        }
        String visible = INVISIBLE.matcher(text).replaceAll("");
        return Normalizer.normalize(
                OUTER_BLANKS.matcher(visible).replaceAll(""), Normalizer.Form.NFC);
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
