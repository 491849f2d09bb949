package org.purposecdp.identity.hook;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;

import org.purposecdp.contracts.identifier.Pseudonyms;
import org.purposecdp.contracts.json.Json;
import org.purposecdp.identity.capture.BoundedJson;
import org.purposecdp.identity.capture.BoundedJson.Value;
import org.purposecdp.identity.capture.InvalidEvent;
import org.purposecdp.identity.capture.Reading;
import org.purposecdp.identity.mapping.Mapping;
import org.purposecdp.identity.mapping.Row;
import org.purposecdp.identity.mapping.RowRecords;
import org.purposecdp.identity.record.PartnerRecords;
import org.purposecdp.identity.source.Source;
import org.purposecdp.kit.problem.CommonProblem;
import org.purposecdp.kit.problem.ProblemException;

/** Makes a body in a source's own form into records. */
final class Delivery {
    private static final int LARGEST_RECORD = 32 * 1024;
    private static final int LONGEST_MESSAGE_ID = 100;

    private final JsonPointer toRecords;
    private final Map<String, JsonPointer> cells = new HashMap<>();
    private final RowRecords rows;

    Delivery(Hook hook, Source source, PartnerRecords records, Pseudonyms pseudonyms) {
        Mapping mapping = Mapping.of(hook.mapping());
        this.toRecords = hook.toRecords();
        mapping.columns().keySet().forEach(path -> cells.put(path, JsonPointer.compile(path)));
        this.rows = new RowRecords(mapping, hook.event(), source, records, pseudonyms);
    }

    /**
     * @param delivery its id, which a repeat has as well; null where there is none
     * @throws ProblemException MALFORMED_BODY
     */
    List<Reading> read(byte[] body, String delivery, Instant receivedAt) {
        JsonNode found = parsed(body).at(toRecords);
        List<JsonNode> elements = new ArrayList<>();
        if (found.isArray()) {
            found.forEach(elements::add);
        } else {
            elements.add(found);
        }
        List<Reading> readings = new ArrayList<>();
        for (int i = 0; i < elements.size(); i++) {
            String id = found.isArray() && delivery != null ? delivery + ':' + i : delivery;
            boolean usable = id != null && id.length() <= LONGEST_MESSAGE_ID;
            readings.add(
                    rows.read(row(i, elements.get(i)), usable ? id : null, receivedAt).reading());
        }
        return readings;
    }

    private Row row(int index, JsonNode element) {
        if (!element.isObject() && !element.isMissingNode()) {
            return Row.bad(index, InvalidEvent.NOT_AN_OBJECT);
        }
        if (Json.bytes(element).length > LARGEST_RECORD) {
            return Row.bad(index, InvalidEvent.TOO_LARGE);
        }
        Map<String, JsonNode> said = new HashMap<>();
        cells.forEach((path, pointer) -> said.put(path, element.at(pointer)));
        said.values().removeIf(JsonNode::isMissingNode);
        return new Row(index, said, null);
    }

    private static JsonNode parsed(byte[] body) {
        try (JsonParser parser = BoundedJson.factory().createParser(body)) {
            if (parser.nextToken() == null) {
                throw unreadable("the body is JSON");
            }
            Value value = BoundedJson.read(parser, Integer.MAX_VALUE);
            if (value.fault() != null) {
                throw unreadable(value.fault().accepted());
            }
            if (parser.nextToken() != null) {
                throw unreadable("the body is one JSON value");
            }
            return value.tree();
        } catch (IOException e) {
            throw unreadable("the body is JSON");
        }
    }

    private static ProblemException unreadable(String accepted) {
        return new ProblemException(CommonProblem.MALFORMED_BODY, accepted);
    }
}
