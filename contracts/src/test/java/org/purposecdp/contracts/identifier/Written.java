package org.purposecdp.contracts.identifier;

import java.util.regex.Pattern;

/** Text of tests in which {@code \200B} stands for a character that nobody would see. */
final class Written {
    private static final Pattern ESCAPE = Pattern.compile("\\\\([0-9A-F]{4})");

    private Written() {}

    static String of(String escaped) {
        return ESCAPE.matcher(escaped)
                .replaceAll(found -> "" + (char) Integer.parseInt(found.group(1), 16));
    }
}
