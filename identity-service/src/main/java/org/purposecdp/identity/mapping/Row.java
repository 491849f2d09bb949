package org.purposecdp.identity.mapping;

import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;

import org.purposecdp.identity.capture.InvalidEvent;

/**
 * A row as it was read.
 *
 * @param line that it begins on, from 1
 * @param cells by column
 * @param fault why it has none, or null
 */
public record Row(long line, Map<String, JsonNode> cells, InvalidEvent fault) {
    public static Row bad(long line, InvalidEvent fault) {
        return new Row(line, Map.of(), fault);
    }

    @Override
    public String toString() {
        return "Row[" + line + "]";
    }
}
