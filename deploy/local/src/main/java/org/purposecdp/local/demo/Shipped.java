package org.purposecdp.local.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The files that the demo ships with, their times shifted from the files' base instant to ours. */
final class Shipped {
    private static final Set<String> TIMES =
            Set.of("timestamp", "occurredAt", "at", "from", "to", "since");

    private final Duration shift;

    Shipped(Duration shift) {
        this.shift = shift;
    }

    /** Times as the file has them. */
    static JsonNode json(String name) {
        try (InputStream in = Shipped.class.getResourceAsStream(name)) {
            return Platform.JSON.readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Nothing where there is no such file. */
    List<ObjectNode> lines(String name) {
        List<ObjectNode> lines = new ArrayList<>();
        InputStream in = Shipped.class.getResourceAsStream(name);
        if (in == null) {
            return lines;
        }
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                lines.add(shifted((ObjectNode) Platform.JSON.readTree(line)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return lines;
    }

    /** Fields that hold an instant, at any depth. */
    <T extends JsonNode> T shifted(T node) {
        if (node instanceof ObjectNode object) {
            object.properties().forEach(field -> field.setValue(shifted(field)));
        } else if (node instanceof ArrayNode array) {
            array.forEach(this::shifted);
        }
        return node;
    }

    private JsonNode shifted(Map.Entry<String, JsonNode> field) {
        JsonNode value = field.getValue();
        if (!TIMES.contains(field.getKey()) || !value.isTextual()) {
            return shifted(value);
        }
        try {
            Instant ours = Instant.parse(value.textValue()).plus(shift);
            return Platform.JSON.getNodeFactory().textNode(ours.toString());
        } catch (DateTimeParseException e) {
            // Some events are meant to be unreadable.
            return value;
        }
    }
}
