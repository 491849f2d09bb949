package org.purposecdp.identity.mapping;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import org.purposecdp.contracts.identifier.Pseudonyms;
import org.purposecdp.contracts.json.Json;
import org.purposecdp.identity.capture.BoundedJson.Value;
import org.purposecdp.identity.capture.InvalidEvent;
import org.purposecdp.identity.capture.Reading;
import org.purposecdp.identity.record.PartnerRecords;
import org.purposecdp.identity.source.Source;

/**
 * Makes a row a record as {@code POST /v1/records} takes them. Its messageId is a keyed hash of the
 * source and of what the mapping makes of the row, so that the row is the same record in whatever
 * file, place or order of columns it comes; when it was received is no part of it.
 */
public final class RowRecords {
    private static final String MESSAGE_ID = "import-";

    private final Mapping mapping;
    private final String event;
    private final Source source;
    private final PartnerRecords records;
    private final Pseudonyms pseudonyms;

    /**
     * @param event name of what happened where no column says it, or null
     */
    public RowRecords(
            Mapping mapping,
            String event,
            Source source,
            PartnerRecords records,
            Pseudonyms pseudonyms) {
        this.mapping = mapping;
        this.event = event;
        this.source = source;
        this.records = records;
        this.pseudonyms = pseudonyms;
    }

    /** What a row says; each kind in the order of names, so that it is written in one way. */
    private static final class Said {
        private final Map<String, TreeSet<String>> identifiers = new TreeMap<>();
        private final Map<String, Object> traits = new TreeMap<>();
        private final Map<String, Object> properties = new TreeMap<>();
        private String event;
        private String messageId;
        private String occurredAt;
        private String identifyingColumn;

        ObjectNode record() {
            ObjectNode record = Json.MAPPER.createObjectNode();
            record.set("identifiers", Json.MAPPER.valueToTree(identifiers));
            record.set("traits", Json.MAPPER.valueToTree(traits));
            if (event != null || !properties.isEmpty()) {
                record.putObject("event")
                        .put("name", event)
                        .set("properties", Json.MAPPER.valueToTree(properties));
            }
            return occurredAt == null ? record : record.put("occurredAt", occurredAt);
        }
    }

    /**
     * @param messageId where no column says it; null for a hash of what the row says
     */
    public TakenRow read(Row row, String messageId, Instant receivedAt) {
        if (row.fault() != null) {
            return TakenRow.bad(row.line(), row.fault(), null);
        }
        Said said = new Said();
        said.event = event;
        said.messageId = messageId;
        for (Map.Entry<String, Target> column : mapping.columns().entrySet()) {
            JsonNode cell = row.cells().get(column.getKey());
            Optional<InvalidEvent> fault =
                    isEmpty(cell)
                            ? Optional.empty()
                            : read(column.getKey(), column.getValue(), cell, said);
            if (fault.isPresent()) {
                return TakenRow.bad(row.line(), fault.get(), column.getKey());
            }
        }
        Reading reading = record(said, receivedAt);
        String column =
                reading.invalid() != null && reading.invalid().namesNobody()
                        ? said.identifyingColumn
                        : null;
        return new TakenRow(row.line(), reading, column);
    }

    private Reading record(Said said, Instant receivedAt) {
        ObjectNode record = said.record();
        record.put(
                "messageId",
                said.messageId == null
                        ? MESSAGE_ID + pseudonyms.record(source.id(), MESSAGE_ID + '\n' + record)
                        : said.messageId);
        return records.read(new Value(record, 0, null), source, receivedAt);
    }

    private static Optional<InvalidEvent> read(
            String column, Target target, JsonNode cell, Said said) {
        switch (target.kind()) {
            case IDENTIFIER:
                return identifier(column, target, cell, said);
            case TRAIT:
                trait(target.name(), cell, said.traits);
                return Optional.empty();
            case PROPERTY:
                said.properties.put(target.name(), cell);
                return Optional.empty();
            case EVENT:
                return text(cell, name -> said.event = name);
            case MESSAGE_ID:
                return text(cell, id -> said.messageId = id);
            default:
                return time(cell, said);
        }
    }

    private static Optional<InvalidEvent> identifier(
            String column, Target target, JsonNode cell, Said said) {
        if (isEmpty(cell)) {
            return Optional.empty();
        }
        if (cell.isArray()) {
            return cell.valueStream()
                    .flatMap(each -> identifier(column, target, each, said).stream())
                    .findFirst();
        }
        if (!cell.isTextual() && !cell.isNumber()) {
            return Optional.of(InvalidEvent.BAD_FIELD);
        }
        said.identifiers
                .computeIfAbsent(target.name(), namespace -> new TreeSet<>())
                .add(cell.asText().strip());
        said.identifyingColumn = said.identifyingColumn == null ? column : said.identifyingColumn;
        return Optional.empty();
    }

    @SuppressWarnings("unchecked")
    private static void trait(String name, JsonNode cell, Map<String, Object> traits) {
        int dot = name.indexOf('.');
        if (dot < 0) {
            traits.put(name, cell);
            return;
        }
        ((Map<String, Object>)
                        traits.computeIfAbsent(name.substring(0, dot), whole -> new TreeMap<>()))
                .put(name.substring(dot + 1), cell);
    }

    private static Optional<InvalidEvent> text(JsonNode cell, Consumer<String> said) {
        if (!cell.isTextual() && !cell.isNumber()) {
            return Optional.of(InvalidEvent.BAD_FIELD);
        }
        said.accept(cell.asText().strip());
        return Optional.empty();
    }

    private static Optional<InvalidEvent> time(JsonNode cell, Said said) {
        try {
            RowTimes.read(cell).ifPresent(at -> said.occurredAt = at.toString());
            return Optional.empty();
        } catch (DateTimeException | ArithmeticException e) {
            return Optional.of(InvalidEvent.BAD_TIMESTAMP);
        }
    }

    private static boolean isEmpty(JsonNode cell) {
        return cell == null || cell.isNull() || cell.isTextual() && cell.textValue().isBlank();
    }
}
