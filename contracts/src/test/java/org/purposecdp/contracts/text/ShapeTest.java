package org.purposecdp.contracts.text;

import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

class ShapeTest {
    private static final int LONGEST = 1_000_000;

    /** Those that java.util.regex tries in squares, cubes and powers of two of the length. */
    private static final Shape[] AMBIGUOUS = {
        Shape.of(LONGEST, "\\S+@\\S+\\.\\S+|[+\\d][\\d\\s().-]{6,}"),
        Shape.of(LONGEST, "(a+)+b"),
        Shape.of(LONGEST, "(a|aa)*b"),
        Shape.of(LONGEST, "(.*),(.*),(.*),(.*)b"),
        Shape.of(LONGEST, "([\"',; ]|\"+)*b"),
    };

    /** Counts how often it is looked at. */
    private static final class Watched implements CharSequence {
        private final String text;
        private long looks;

        Watched(String text) {
            this.text = text;
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public char charAt(int index) {
            looks++;
            return text.charAt(index);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.subSequence(start, end);
        }
    }

    static Stream<String> hostile() {
        return Stream.of("a", "@", "@.", "a@b.", "\"", "\"\"'", "a,", ", ", "+1 ", "\uD83D\uDE00");
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void looksAtEachCharacterAFewTimesHoweverLongTheText(String piece) {
        for (int length : new int[] {100, 10_000, 300_000}) {
            String text = piece.repeat(length / piece.length()) + '\n';
            for (Shape shape : AMBIGUOUS) {
                Watched watched = new Watched(text);

                assertThat(shape.fits(watched)).isFalse();

                assertThat(watched.looks).isLessThanOrEqualTo(8L * text.length());
            }
        }
    }

    @Test
    void whatIsLongerIsNotLookedAt() {
        Watched watched = new Watched("a".repeat(33 * 1024));
        Shape shape = Shape.of(64, "a*");

        assertThat(shape.fits(watched)).isFalse();
        assertThat(shape.groups(watched)).isEmpty();

        assertThat(watched.looks).isZero();
        assertThat(shape.fits("a".repeat(64))).isTrue();
        assertThat(shape.fits("a".repeat(65))).isFalse();
        assertThat(shape.fits(null)).isFalse();
    }

    @Test
    void tellsWhatItsGroupsHold() {
        Shape shape = Shape.of(10, "([a-z]+)(?:=([0-9]+))?");

        assertThat(shape.groups("wait=30")).contains(new String[] {"wait=30", "wait", "30"});
        assertThat(shape.groups("wait")).contains(new String[] {"wait", "wait", null});
        assertThat(shape.groups("=30")).isEmpty();
    }
}
