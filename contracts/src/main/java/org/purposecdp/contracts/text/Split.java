package org.purposecdp.contracts.text;

import java.util.ArrayList;
import java.util.List;

/** The parts of a text; what {@link String#split} is given is a regular expression. */
public final class Split {
    private Split() {}

    /** All of them, empty ones too: one more than there are such characters. */
    public static List<String> at(char between, String text) {
        List<String> parts = new ArrayList<>();
        int from = 0;
        for (int at = text.indexOf(between); at >= 0; at = text.indexOf(between, from)) {
            parts.add(text.substring(from, at));
            from = at + 1;
        }
        parts.add(text.substring(from));
        return parts;
    }

    /** What stands between blanks and line ends, if anything does. */
    public static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        int from = 0;
        for (int at = 0; at <= text.length(); at++) {
            if (at == text.length() || Character.isWhitespace(text.charAt(at))) {
                if (at > from) {
                    words.add(text.substring(from, at));
                }
                from = at + 1;
            }
        }
        return words;
    }
}
