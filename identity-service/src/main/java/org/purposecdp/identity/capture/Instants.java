package org.purposecdp.identity.capture;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;

/** Instants as SDKs write them. */
final class Instants {
    private static final DateTimeFormatter WITH_PLAIN_OFFSET =
            new DateTimeFormatterBuilder()
                    .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
                    .appendOffset("+HHMM", "Z")
                    .toFormatter();

    private Instants() {}

    /**
     * Nothing when there is none.
     *
     * @throws DateTimeException when it is not one
     */
    static Optional<Instant> read(JsonNode node) {
        if (node.isMissingNode() || node.isNull()) {
            return Optional.empty();
        }
        if (node.isIntegralNumber()) {
            return Optional.of(Instant.ofEpochMilli(node.longValue()));
        }
        return Optional.of(parse(node.asText()));
    }

    static Instant parse(String text) {
        if (text.length() == 10) {
            return LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC);
        }
        if (text.length() > 5 && text.charAt(text.length() - 5) == '+') {
            return OffsetDateTime.parse(text, WITH_PLAIN_OFFSET).toInstant();
        }
        return OffsetDateTime.parse(text).toInstant();
    }

    /** {@code receivedAt − (sentAt − original)}: the sender's clock may be wrong, ours counts. */
    static Instant corrected(Instant original, Optional<Instant> sentAt, Instant receivedAt) {
        Instant at =
                sentAt.map(
                                sent ->
                                        receivedAt.plusMillis(
                                                original.toEpochMilli() - sent.toEpochMilli()))
                        .orElse(original);
        // Nothing has happened in the future; it would win over every later word.
        return at.isAfter(receivedAt) ? receivedAt : at;
    }
}
