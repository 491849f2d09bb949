package org.purposecdp.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;

/**
 * How an event is known again wherever it turns up: its run, and its number in it. It travels as
 * messageId and as a property, since what leaves the platform carries no messageId.
 */
record Mark(String run, int number) {
    static final String PROPERTY = "orderId";

    private static final JsonFactory JSON = new JsonFactory();

    /** All marks in a JSON text, however deep; those of other senders are left out. */
    static List<Mark> in(byte[] json) throws IOException {
        List<Mark> marks = new ArrayList<>(1);
        try (JsonParser parser = JSON.createParser(json)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.FIELD_NAME
                        && parser.currentName().equals(PROPERTY)
                        && parser.nextToken() == JsonToken.VALUE_STRING) {
                    add(parser.getText(), marks);
                }
            }
        }
        return marks;
    }

    private static void add(String text, List<Mark> marks) {
        int dash = text.lastIndexOf('-');
        if (dash > 0 && text.substring(dash + 1).matches("\\d{1,9}")) {
            marks.add(
                    new Mark(text.substring(0, dash), Integer.parseInt(text.substring(dash + 1))));
        }
    }

    @Override
    public String toString() {
        return run + "-" + number;
    }
}
