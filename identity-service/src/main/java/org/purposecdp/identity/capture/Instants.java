package org.purposecdp.identity.capture;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;

/** Instants as SDKs write them. */
public final class Instants {
    /** RFC 3339, and what else is about: no time, no zone (then UTC), +0200 or +02. */
    private static final DateTimeFormatter WRITTEN =
            new DateTimeFormatterBuilder()
                    .parseCaseInsensitive()
                    .append(DateTimeFormatter.ISO_LOCAL_DATE)
                    .optionalStart()
                    .appendLiteral('T')
                    .append(DateTimeFormatter.ISO_LOCAL_TIME)
                    .optionalStart()
                    .appendPattern("[XXX][XX][X]")
                    .optionalEnd()
                    .optionalEnd()
                    .parseDefaulting(ChronoField.HOUR_OF_DAY, 0)
                    .parseDefaulting(ChronoField.MINUTE_OF_HOUR, 0)
                    .parseDefaulting(ChronoField.SECOND_OF_MINUTE, 0)
                    .parseDefaulting(ChronoField.NANO_OF_SECOND, 0)
                    .parseDefaulting(ChronoField.OFFSET_SECONDS, 0)
                    .toFormatter()
                    // Else the 30th of February would be its last day.
                    .withResolverStyle(ResolverStyle.STRICT);

    /** Of a time that was never set: what .NET and Go have instead of nothing. */
    private static final Instant NEVER_SET = Instant.parse("0001-01-01T00:00:00Z");

    /** From it to the end the units of an epoch cannot be confused: 1973 to 2255. */
    private static final BigDecimal LEAST = BigDecimal.valueOf(100_000_000);

    private static final BigDecimal MOST = BigDecimal.valueOf(9_000_000_000L);

    /** Digits that an epoch's text has more than one in seconds: ms, µs and ns. */
    private static final int[] UNITS = {3, 6, 9};

    private static final int DIGITS_OF_SECONDS = 10;
    private static final int LENGTH_OF_DATE = 10;
    private static final List<String> UTC = List.of(" UTC", " GMT", " Z", "UTC", "GMT");

    private Instants() {}

    /**
     * Nothing when there is none, or it was never set.
     *
     * @throws DateTimeException when it is not one
     */
    public static Optional<Instant> read(JsonNode node) {
        if (node.isMissingNode() || node.isNull()) {
            return Optional.empty();
        }
        if (node.isNumber()) {
            return Optional.of(ofEpoch(node.decimalValue()));
        }
        if (!node.isTextual()) {
            throw new DateTimeException("neither text nor number");
        }
        return read(node.textValue().strip());
    }

    /**
     * Nothing when it is blank, or was never set.
     *
     * @throws DateTimeException when it is no instant
     */
    static Optional<Instant> read(String text) {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        Instant at = isEpoch(text) ? ofEpoch(new BigDecimal(text)) : parse(plain(text));
        return at.equals(NEVER_SET) ? Optional.empty() : Optional.of(at);
    }

    /** A clock that cannot be read corrects nothing. */
    static Optional<Instant> lenient(JsonNode node) {
        try {
            return read(node);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Instant parse(String text) {
        return WRITTEN.parse(text, OffsetDateTime::from)
                .withOffsetSameInstant(ZoneOffset.UTC)
                .toInstant();
    }

    /** A blank between date and time becomes T, one before the zone goes, and UTC is Z. */
    private static String plain(String text) {
        if (text.length() <= LENGTH_OF_DATE || text.charAt(LENGTH_OF_DATE) != ' ') {
            return inZone(text);
        }
        return inZone(text.substring(0, LENGTH_OF_DATE) + 'T' + text.substring(LENGTH_OF_DATE + 1));
    }

    private static String inZone(String text) {
        for (String utc : UTC) {
            if (text.endsWith(utc)) {
                return text.substring(0, text.length() - utc.length()) + 'Z';
            }
        }
        int blank = text.indexOf(' ');
        boolean zone =
                blank > 0 && blank + 1 < text.length() && "+-".indexOf(text.charAt(blank + 1)) >= 0;
        return zone ? text.substring(0, blank) + text.substring(blank + 1) : text;
    }

    /**
     * Its whole digits tell the unit; with others it may be a date that is written without dashes.
     */
    private static boolean isEpoch(String text) {
        int point = text.indexOf('.');
        int digits = point < 0 ? text.length() : point;
        boolean unit = digits == DIGITS_OF_SECONDS;
        for (int more : UNITS) {
            unit |= digits == DIGITS_OF_SECONDS + more;
        }
        return unit
                && text.length() <= 2 * DIGITS_OF_SECONDS + UNITS[UNITS.length - 1]
                && point != text.length() - 1
                && text.chars().filter(c -> c != '.').allMatch(c -> c >= '0' && c <= '9')
                && point == text.lastIndexOf('.');
    }

    private static Instant ofEpoch(BigDecimal number) {
        if (number.signum() >= 0 && number.compareTo(MOST) <= 0) {
            return ofNanos(number.movePointRight(9));
        }
        for (int unit : UNITS) {
            boolean fits =
                    number.compareTo(LEAST.movePointRight(unit)) >= 0
                            && number.compareTo(MOST.movePointRight(unit)) <= 0;
            if (fits) {
                return ofNanos(number.movePointRight(9 - unit));
            }
        }
        throw new DateTimeException("not a time of this age");
    }

    private static Instant ofNanos(BigDecimal nanos) {
        return Instant.EPOCH.plusNanos(nanos.longValue());
    }

    /**
     * A sender's clock that is ahead has put all its times ahead. One that seems behind may as well
     * be a body that was long on its way, or is sent again: its times stay.
     */
    static ClaimedTime corrected(Instant original, Optional<Instant> sentAt, Instant receivedAt) {
        Duration ahead =
                sentAt.filter(receivedAt::isBefore)
                        .map(sent -> Duration.between(receivedAt, sent))
                        .orElse(Duration.ZERO);
        return ClaimedTime.of(original.minus(ahead), receivedAt);
    }
}
