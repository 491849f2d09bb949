package org.purposecdp.identity.matching;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import com.ibm.icu.text.Transliterator;
import org.apache.commons.codec.digest.MurmurHash3;
import org.apache.commons.codec.language.DoubleMetaphone;

/** Spelling without what differs between keyboards, forms and languages. */
final class Letters {
    private static final DoubleMetaphone SOUND = new DoubleMetaphone();

    /** Of the first names that came, which are the common ones; so many are kept, and no more. */
    private static final Map<String, String> SOUNDS = new ConcurrentHashMap<>();

    private static final int MOST_SOUNDS = 50_000;

    private static final int FIRST_AFTER_LATIN = 0x250;
    private static final ThreadLocal<Transliterator> LATIN =
            ThreadLocal.withInitial(() -> Transliterator.getInstance("Any-Latin; Latin-ASCII"));

    private Letters() {}

    /**
     * Small ASCII letters, digits and single blanks. Mäki, Maeki and Maki become one, so do Groß
     * and Gross, Åse and Aase: two letters that stand for one with dots are taken for it
     * everywhere. What has no Latin letters stays as it is.
     */
    static String fold(String text) {
        String lower =
                Normalizer.normalize(latin(text), Normalizer.Form.NFKD).toLowerCase(Locale.ROOT);
        StringBuilder folded = new StringBuilder(lower.length());
        for (int i = 0; i < lower.length(); i++) {
            char c = lower.charAt(i);
            if (Character.getType(c) == Character.NON_SPACING_MARK || c == '\'' || c == '’') {
                continue;
            }
            switch (c) {
                case 'ß' -> folded.append("ss");
                case 'æ' -> append(folded, 'e', 'a');
                case 'ø', 'œ' -> folded.append('o');
                case 'ð', 'đ' -> folded.append('d');
                case 'þ' -> folded.append("th");
                case 'ł' -> folded.append('l');
                default -> {
                    if (Character.isLetterOrDigit(c)) {
                        append(folded, c, '\0');
                    } else if (folded.length() > 0 && folded.charAt(folded.length() - 1) != ' ') {
                        folded.append(' ');
                    }
                }
            }
        }
        int end = folded.length();
        return end > 0 && folded.charAt(end - 1) == ' '
                ? folded.substring(0, end - 1)
                : folded.toString();
    }

    private static String latin(String text) {
        boolean foreign =
                text.codePoints()
                        .anyMatch(
                                c -> c >= FIRST_AFTER_LATIN && Character.isLetter(c) && !latin(c));
        return foreign ? LATIN.get().transliterate(text) : text;
    }

    private static boolean latin(int c) {
        return Character.UnicodeScript.of(c) == Character.UnicodeScript.LATIN;
    }

    private static void append(StringBuilder folded, char c, char instead) {
        if (instead != '\0') {
            folded.append(instead);
            return;
        }
        int last = folded.length() - 1;
        if (last >= 0) {
            char before = folded.charAt(last);
            boolean oneLetter =
                    c == 'e' && (before == 'a' || before == 'o' || before == 'u')
                            || c == 'a' && before == 'a';
            if (oneLetter) {
                return;
            }
        }
        folded.append(c);
    }

    /** Digits and letters alone. */
    static String compact(String text) {
        return fold(text).replace(" ", "");
    }

    static String digits(String text) {
        StringBuilder digits = new StringBuilder(text.length());
        text.chars().filter(c -> c >= '0' && c <= '9').forEach(c -> digits.append((char) c));
        return digits.toString();
    }

    /** How a word sounds, roughly; the word itself where it has no Latin letters. */
    static String sound(String word) {
        String known = SOUNDS.get(word);
        if (known != null) {
            return known;
        }
        String sound = metaphone(word);
        if (SOUNDS.size() < MOST_SOUNDS) {
            SOUNDS.put(word, sound);
        }
        return sound;
    }

    private static String metaphone(String word) {
        String sound = SOUND.doubleMetaphone(word);
        return sound == null || sound.isEmpty() ? word : sound;
    }

    /** The first 64 bits of MurmurHash3 x64 128. */
    static long hash(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return MurmurHash3.hash128x64(bytes, 0, bytes.length, 0)[0];
    }
}
