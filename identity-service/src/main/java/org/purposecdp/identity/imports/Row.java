package org.purposecdp.identity.imports;

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
record Row(long line, Map<String, JsonNode> cells, InvalidEvent fault) {
    static Row bad(long line, InvalidEvent fault) {
        return new Row(line, Map.of(), fault);
    }

    @Override
    public String toString() {
        return "Row[" + line + "]";
    }
}
