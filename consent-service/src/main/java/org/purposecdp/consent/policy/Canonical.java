package org.purposecdp.consent.policy;

import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import org.purposecdp.contracts.json.Json;

/** A register entry's JSON with its sets in one order, so that equal entries compare equal. */
final class Canonical {
    private Canonical() {}

    static JsonNode of(String json) throws IOException {
        return sorted(Json.MAPPER.readTree(json));
    }

    private static JsonNode sorted(JsonNode node) {
        if (node instanceof ArrayNode array) {
            List<JsonNode> items =
                    StreamSupport.stream(array.spliterator(), false)
                            .map(Canonical::sorted)
                            .sorted(Comparator.comparing(JsonNode::toString))
                            .toList();
            return array.arrayNode().addAll(items);
        }
        if (node instanceof ObjectNode object) {
            ObjectNode copy = object.objectNode();
            object.properties()
                    .forEach(field -> copy.set(field.getKey(), sorted(field.getValue())));
            return copy;
        }
        return node;
    }
}
