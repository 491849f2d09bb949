package org.purposecdp.activation.delivery;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Locale;

/** The header {@code Retry-After}: seconds or a date (RFC 9110 §10.2.3, §5.6.7). */
final class RetryAfter {
    /** A receiver may put a delivery off, not away. */
    static final Duration LONGEST = Duration.ofHours(24);

    /** The last two are obsolete, and a recipient must still take them. */
    private static final List<DateTimeFormatter> DATES =
            List.of(
                    of("EEE, dd MMM yyyy HH:mm:ss 'GMT'"),
                    new DateTimeFormatterBuilder()
                            .parseCaseInsensitive()
                            .appendPattern("EEEE, dd-MMM-")
                            .appendValueReduced(ChronoField.YEAR, 2, 2, 2000)
                            .appendPattern(" HH:mm:ss 'GMT'")
                            .toFormatter(Locale.ENGLISH)
                            .withZone(ZoneOffset.UTC),
                    of("EEE MMM ppd HH:mm:ss yyyy"));

    private RetryAfter() {}

    private static DateTimeFormatter of(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).withZone(ZoneOffset.UTC);
    }

    /**
     * @param value of the header; null where there is none
     * @return how long from now; null where it asks for nothing that can be read
     */
    static Duration read(String value, Instant now) {
        if (value == null) {
            return null;
        }
        String text = value.strip();
        if (!text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            // More digits than these are longer than the longest anyhow.
            return text.length() > 9 ? LONGEST : bounded(Duration.ofSeconds(Long.parseLong(text)));
        }
        for (DateTimeFormatter date : DATES) {
            try {
                return bounded(Duration.between(now, date.parse(text, Instant::from)));
            } catch (DateTimeException e) {
                // Another form, or none.
            }
        }
        return null;
    }

    private static Duration bounded(Duration asked) {
        if (asked.isNegative()) {
            return Duration.ZERO;
        }
        return asked.compareTo(LONGEST) > 0 ? LONGEST : asked;
    }
}
