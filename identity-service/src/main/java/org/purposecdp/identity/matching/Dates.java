package org.purposecdp.identity.matching;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;

import org.purposecdp.contracts.text.Shape;

/**
 * Dates as people write them, as the number yyyymmdd. A wrong month or day stays what it is: it is
 * a slip that still looks like the right date.
 */
final class Dates {
    private static final int LONGEST = 200;
    private static final Shape YEAR_FIRST =
            Shape.of(
                    LONGEST,
                    "(\\d{4})[-/. ]?(\\d{1,2})[-/. ]?(\\d{1,2})"
                            + "(?:[T ][^\\n\\r\\x{85}\\x{2028}\\x{2029}]*)?");
    private static final Shape YEAR_LAST =
            Shape.of(LONGEST, "(\\d{1,2})([-/. ]) ?(\\d{1,2})[-/. ] ?(\\d{4}|\\d{2})");
    private static final Shape MONTH_NAMED =
            Shape.of(LONGEST, "([a-z]{3})[a-z]* (\\d{1,2})(?:st|nd|rd|th)? (\\d{4}|\\d{2})");
    private static final Shape DAY_THEN_MONTH =
            Shape.of(LONGEST, "(\\d{1,2})(?:st|nd|rd|th)? ([a-z]{3})[a-z]* (\\d{4}|\\d{2})");
    private static final List<String> MONTHS =
            List.of(
                    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov",
                    "dec");
    private static final int[] NONE = new int[0];
    private static final String BETWEEN = " ,.-";

    /** Where systems begin to count: far more records have them than people were born then. */
    private static final Set<Integer> BY_DEFAULT = Set.of(0, 10_101, 19_000_101, 19_700_101);

    private Dates() {}

    /** What it may mean: none, one, or two where day and month may be either. */
    static int[] read(String text, int thisYear) {
        String value = text.strip();
        return YEAR_FIRST
                .groups(value)
                .map(first -> one(first[1], first[2], first[3], thisYear))
                .or(() -> YEAR_LAST.groups(value).map(last -> yearLast(last, thisYear)))
                .orElseGet(() -> inWords(value, thisYear));
    }

    private static int[] yearLast(String[] last, int thisYear) {
        int[] dayFirst = one(last[4], last[3], last[1], thisYear);
        int[] monthFirst = one(last[4], last[1], last[3], thisYear);
        boolean onlyDayFirst = last[2].equals(".") || number(last[1]) > 12;
        if (onlyDayFirst || Arrays.equals(dayFirst, monthFirst)) {
            return dayFirst;
        }
        return number(last[3]) > 12
                ? monthFirst
                : IntStream.concat(Arrays.stream(dayFirst), Arrays.stream(monthFirst)).toArray();
    }

    private static int[] inWords(String value, int thisYear) {
        String words = words(value.toLowerCase(Locale.ROOT));
        return MONTH_NAMED
                .groups(words)
                .map(month -> named(month[3], month[1], month[2], thisYear))
                .or(
                        () ->
                                DAY_THEN_MONTH
                                        .groups(words)
                                        .map(day -> named(day[3], day[2], day[1], thisYear)))
                .orElse(NONE);
    }

    /** With one blank for all that may stand between them. */
    private static String words(String text) {
        StringBuilder words = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (BETWEEN.indexOf(c) < 0) {
                words.append(c);
            } else if (words.isEmpty() || words.charAt(words.length() - 1) != ' ') {
                words.append(' ');
            }
        }
        return words.toString();
    }

    private static int[] named(String year, String month, String day, int thisYear) {
        int index = MONTHS.indexOf(month);
        return index < 0 ? NONE : one(year, "" + (index + 1), day, thisYear);
    }

    private static int[] one(String year, String month, String day, int thisYear) {
        int y = number(year);
        if (year.length() == 2) {
            int century = thisYear / 100 * 100;
            y += y > thisYear % 100 ? century - 100 : century;
        }
        int date = y * 10_000 + number(month) * 100 + number(day);
        return BY_DEFAULT.contains(date) ? NONE : new int[] {date};
    }

    private static int number(String digits) {
        return Integer.parseInt(digits);
    }
}
