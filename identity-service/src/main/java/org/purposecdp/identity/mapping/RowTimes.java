package org.purposecdp.identity.mapping;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;

import org.purposecdp.contracts.text.Shape;
import org.purposecdp.identity.capture.Instants;

/** Times as SDKs write them, and as tables do; without a zone they are in UTC. */
public final class RowTimes {
    private static final int LONGEST = 200;

    private static final Shape SPACE_FOR_T =
            Shape.of(LONGEST, "(?s)(\\d{4}-\\d\\d-\\d\\d) +(\\d.*)");

    /** 1.5.2024, 1.5.2024 9:05, 01.05.2024 09:05:30. */
    private static final DateTimeFormatter DAY_FIRST =
            new DateTimeFormatterBuilder()
                    .appendPattern("d.M.uuuu[ H[:][.]mm[:][.][ss]]")
                    .parseDefaulting(ChronoField.HOUR_OF_DAY, 0)
                    .parseDefaulting(ChronoField.MINUTE_OF_HOUR, 0)
                    .parseDefaulting(ChronoField.SECOND_OF_MINUTE, 0)
                    .toFormatter()
                    .withResolverStyle(ResolverStyle.STRICT);

    private static final Shape DAY_FIRST_SHAPE =
            Shape.of(LONGEST, "\\d{1,2}\\.\\d{1,2}\\.\\d{4}.*");

    private RowTimes() {}

    /**
     * Nothing of an empty cell.
     *
     * @throws DateTimeException when it is none, or may be two: 1/2/2024
     */
    static Optional<Instant> read(JsonNode cell) {
        if (!cell.isTextual()) {
            return Instants.read(cell);
        }
        String text = cell.textValue().strip();
        return DAY_FIRST_SHAPE.fits(text)
                ? Optional.of(LocalDateTime.parse(text, DAY_FIRST).toInstant(ZoneOffset.UTC))
                : Instants.read(TextNode.valueOf(withT(text)));
    }

    private static String withT(String text) {
        return SPACE_FOR_T.groups(text).map(parts -> parts[1] + 'T' + parts[2]).orElse(text);
    }
}
