package org.purposecdp.contracts.text;

/**
 * Marks that stand on one letter. Normal forms put them in order, which of n together takes n²
 * steps: nothing is normalised in which more than these stand together.
 */
public final class Marks {
    /** That of the Stream-Safe Text Format (UAX #15 §13): several times what any language has. */
    public static final int MOST = 30;

    private static final char FIRST = '\u0300';

    private Marks() {}

    public static boolean piled(String text) {
        int together = 0;
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < FIRST) {
                together = 0;
                continue;
            }
            int c = text.codePointAt(i);
            i += Character.charCount(c) - 1;
            together = isMark(c) ? together + 1 : 0;
            if (together > MOST) {
                return true;
            }
        }
        return false;
    }

    private static boolean isMark(int c) {
        return switch (Character.getType(c)) {
            case Character.NON_SPACING_MARK,
                    Character.COMBINING_SPACING_MARK,
                    Character.ENCLOSING_MARK ->
                    true;
            // The voiced marks of half-width katakana are letters until they are normalised.
            default -> c == 0xFF9E || c == 0xFF9F;
        };
    }
}
