package org.purposecdp.identity.matching;

import java.util.List;

import static org.purposecdp.identity.matching.Comparison.NOTHING;

/** Levels of birth dates, each the number yyyymmdd. */
final class DateLevels {
    static final int DIFFERENT = 5;
    static final int GENERATION = 6;
    private static final int YEARS_OF_A_GENERATION = 15;

    private DateLevels() {}

    static int birthDate(List<Integer> one, List<Integer> other) {
        int best = NOTHING;
        for (int a : one) {
            for (int b : other) {
                int level = birthDate(a, b);
                best = best < 0 ? level : Math.min(best, level);
            }
        }
        return best;
    }

    private static int birthDate(int a, int b) {
        if (a == b) {
            return 0;
        }
        boolean year = a / 10_000 == b / 10_000;
        boolean month = a / 100 % 100 == b / 100 % 100;
        boolean day = a % 100 == b % 100;
        if (year && a / 100 % 100 == b % 100 && a % 100 == b / 100 % 100) {
            return 1;
        }
        int differing = 0;
        for (int unit = 1; unit <= 10_000_000; unit *= 10) {
            differing += a / unit % 10 == b / unit % 10 ? 0 : 1;
        }
        if (differing == 1) {
            return 2;
        }
        if (differing == 2 && adjacentTransposed(a, b)) {
            return 1;
        }
        int parts = (year ? 1 : 0) + (month ? 1 : 0) + (day ? 1 : 0);
        if (parts == 2 || differing == 2) {
            return 3;
        }
        if (year) {
            return 4;
        }
        int apart = Math.abs(a / 10_000 - b / 10_000);
        return parts == 0 && apart >= YEARS_OF_A_GENERATION ? GENERATION : DIFFERENT;
    }

    private static boolean adjacentTransposed(int a, int b) {
        for (int unit = 1; unit <= 1_000_000; unit *= 10) {
            int low = a / unit % 10;
            int high = a / unit / 10 % 10;
            if (a + (low - high) * 9 * unit == b) {
                return true;
            }
        }
        return false;
    }
}
