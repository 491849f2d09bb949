package org.purposecdp.identity.imports;

import java.io.IOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;

import org.purposecdp.identity.capture.BoundedJson;
import org.purposecdp.identity.capture.BoundedJson.Value;
import org.purposecdp.identity.capture.InvalidEvent;
import org.purposecdp.identity.mapping.Row;

/** NDJSON: an object a line; its fields are the columns, and a line may lack any. */
final class JsonRows extends Rows {
    JsonRows(Content content, RowSplitter splitter) {
        super(content, splitter);
    }

    @Override
    void requireColumns(Collection<String> mapped) {
        // a field that no line has is one that each line lacks
    }

    @Override
    Optional<Row> read(long line, String text) {
        try (JsonParser parser = BoundedJson.factory().createParser(text)) {
            parser.nextToken();
            Value value = BoundedJson.read(parser, BoundedJson.LARGEST_RECORD);
            return Optional.of(
                    parser.nextToken() == null
                            ? row(line, value)
                            : Row.bad(line, InvalidEvent.NOT_JSON));
        } catch (IOException e) {
            return Optional.of(Row.bad(line, InvalidEvent.NOT_JSON));
        }
    }

    private static Row row(long line, Value value) {
        if (value.fault() != null) {
            return Row.bad(line, value.fault());
        }
        if (!value.tree().isObject()) {
            return Row.bad(line, InvalidEvent.NOT_AN_OBJECT);
        }
        Map<String, JsonNode> cells = new LinkedHashMap<>();
        value.tree().properties().forEach(field -> cells.put(field.getKey(), field.getValue()));
        return new Row(line, cells, null);
    }
}
