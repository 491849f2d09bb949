package org.purposecdp.identity.matching;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Dates as people write them, as the number yyyymmdd. A wrong month or day stays what it is: it is
 * a slip that still looks like the right date.
 */
final class Dates {
    private static final Pattern YEAR_FIRST =
            Pattern.compile("(\\d{4})[-/. ]?(\\d{1,2})[-/. ]?(\\d{1,2})(?:[T ].*)?");
    private static final Pattern YEAR_LAST =
            Pattern.compile("(\\d{1,2})([-/. ]) ?(\\d{1,2})[-/. ] ?(\\d{4}|\\d{2})");
    private static final Pattern MONTH_NAMED =
            Pattern.compile("([a-z]{3})[a-z]* (\\d{1,2})(?:st|nd|rd|th)? (\\d{4}|\\d{2})");
    private static final Pattern DAY_THEN_MONTH =
            Pattern.compile("(\\d{1,2})(?:st|nd|rd|th)? ([a-z]{3})[a-z]* (\\d{4}|\\d{2})");
    private static final List<String> MONTHS =
            List.of(
                    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov",
                    "dec");
    private static final int[] NONE = new int[0];

    /** Where systems begin to count: far more records have them than people were born then. */
    private static final Set<Integer> BY_DEFAULT = Set.of(0, 10_101, 19_000_101, 19_700_101);

    private Dates() {}

    /** What it may mean: none, one, or two where day and month may be either. */
    static int[] read(String text, int thisYear) {
        String value = text.strip();
        Matcher first = YEAR_FIRST.matcher(value);
        if (first.matches()) {
            return one(first.group(1), first.group(2), first.group(3), thisYear);
        }
        Matcher last = YEAR_LAST.matcher(value);
        if (last.matches()) {
            int[] dayFirst = one(last.group(4), last.group(3), last.group(1), thisYear);
            int[] monthFirst = one(last.group(4), last.group(1), last.group(3), thisYear);
            boolean onlyDayFirst = last.group(2).equals(".") || number(last.group(1)) > 12;
            if (onlyDayFirst || Arrays.equals(dayFirst, monthFirst)) {
                return dayFirst;
            }
            return number(last.group(3)) > 12
                    ? monthFirst
                    : IntStream.concat(Arrays.stream(dayFirst), Arrays.stream(monthFirst))
                            .toArray();
        }
        String words =
                value.toLowerCase(Locale.ROOT).replaceAll("[,.-]", " ").replaceAll(" +", " ");
        Matcher month = MONTH_NAMED.matcher(words);
        if (month.matches()) {
            return named(month.group(3), month.group(1), month.group(2), thisYear);
        }
        Matcher day = DAY_THEN_MONTH.matcher(words);
        return day.matches() ? named(day.group(3), day.group(2), day.group(1), thisYear) : NONE;
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
