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

    /** Below it a number is taken for seconds: as milliseconds it would be before March 1973. */
    private static final BigDecimal LEAST_MILLIS = BigDecimal.valueOf(100_000_000_000L);

    private static final BigDecimal MOST_MILLIS = BigDecimal.valueOf(10_000_000_000_000L);
    private static final BigDecimal THOUSAND = BigDecimal.valueOf(1000);

    /** What some languages write for a time that was never set. */
    private static final Instant NEVER = Instant.parse("0001-01-01T00:00:00Z");

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
        return node.textValue().isBlank()
                ? Optional.empty()
                : Optional.of(parse(node.textValue().strip())).filter(at -> !at.equals(NEVER));
    }

    /** A clock that cannot be read corrects nothing. */
    static Optional<Instant> lenient(JsonNode node) {
        try {
            return read(node);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    static Instant parse(String text) {
        return WRITTEN.parse(text, OffsetDateTime::from)
                .withOffsetSameInstant(ZoneOffset.UTC)
                .toInstant();
    }

    private static Instant ofEpoch(BigDecimal number) {
        if (number.signum() < 0 || number.compareTo(MOST_MILLIS) > 0) {
            throw new DateTimeException("not a time of this age");
        }
        BigDecimal millis = number.compareTo(LEAST_MILLIS) < 0 ? number.multiply(THOUSAND) : number;
        return Instant.ofEpochMilli(millis.longValue());
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
