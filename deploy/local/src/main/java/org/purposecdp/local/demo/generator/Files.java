package org.purposecdp.local.demo.generator;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** Files in the making, by name; one JSON value a line. */
final class Files {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, StringBuilder> texts = new LinkedHashMap<>();

    void line(String name, JsonNode node) {
        write(name, node.toString());
    }

    void pretty(String name, JsonNode node) {
        try {
            write(name, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(node));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private void write(String name, String text) {
        texts.computeIfAbsent(name, any -> new StringBuilder()).append(text).append('\n');
    }

    Map<String, byte[]> bytes() {
        Map<String, byte[]> bytes = new LinkedHashMap<>();
        texts.forEach(
                (name, text) -> bytes.put(name, text.toString().getBytes(StandardCharsets.UTF_8)));
        return bytes;
    }
}
