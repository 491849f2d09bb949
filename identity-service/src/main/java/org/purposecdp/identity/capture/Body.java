package org.purposecdp.identity.capture;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPInputStream;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import org.purposecdp.identity.capture.BoundedJson.Value;

/**
 * What a call carries, whatever its bytes say of themselves: gzip is known by its magic number.
 *
 * @param root the body's own fields, without the events of a batch
 * @param context of the root, which holds for each event
 * @param events null when there is no array of them; of a single call the body itself
 */
record Body(JsonNode root, Value context, List<Value> events) {
    static final int LARGEST = 500 * 1024;
    static final int MOST_EVENTS = 2_500;

    /** It is read sooner than handed over. */
    private static final int SHORT = 16 * 1024;

    private static final Set<String> EACH_ONCE = Set.of("batch", "context");

    private static final int MOST_CONTEXT = 4 * 1024 * 1024;

    /** More than is accepted, once unpacked. */
    static final class TooLarge extends IOException {
        private static final long serialVersionUID = 1;

        TooLarge(String accepted) {
            super(accepted);
        }
    }

    static Body single(byte[] raw) throws IOException {
        return read(
                raw,
                parser -> {
                    Value event = value(parser);
                    return new Body(event.tree(), Value.none(), List.of(event));
                });
    }

    /**
     * @throws TooLarge when it has more bytes or events than is accepted
     * @throws IOException when it is not a JSON object
     */
    static Body batch(byte[] raw) throws IOException {
        return read(raw, Body::batch);
    }

    private interface Form {
        Body read(JsonParser object) throws IOException;
    }

    private static Body read(byte[] raw, Form form) throws IOException {
        byte[] plain = unpacked(raw);
        try (JsonParser parser = BoundedJson.factory().createParser(plain)) {
            return whole(form, parser);
        } catch (JsonProcessingException e) {
            // Bytes that are no UTF-8, or half of an emoji in a name: the rest can still be read.
            String text = new String(plain, StandardCharsets.UTF_8);
            try (JsonParser parser = BoundedJson.factory().createParser(text)) {
                return whole(form, parser);
            }
        }
    }

    /** Nothing may follow: it would be dropped without a word. */
    private static Body whole(Form form, JsonParser parser) throws IOException {
        Body body = form.read(object(parser));
        if (parser.nextToken() != null) {
            throw new IOException("more than one JSON value");
        }
        return body;
    }

    private static Body batch(JsonParser parser) throws IOException {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        Value context = Value.none();
        List<Value> events = null;
        Set<String> seen = new HashSet<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken start = parser.nextToken();
            if (EACH_ONCE.contains(name) && !seen.add(name)) {
                throw new IOException(name + " twice: one of them would be dropped without a word");
            }
            if (name.equals("batch")) {
                events = start == JsonToken.START_ARRAY ? events(parser) : skip(parser);
            } else if (name.equals("context")) {
                context = value(parser);
            } else {
                root.set(name, BoundedJson.read(parser, BoundedJson.LARGEST_RECORD).tree());
            }
        }
        return new Body(root, context, events).requireBearable();
    }

    /** Each event is read with the root's context, so that a small body may say a great deal. */
    private Body requireBearable() throws TooLarge {
        if (events != null && (long) events.size() * context.size() > MOST_CONTEXT) {
            throw new TooLarge(
                    "the root's context times the events is at most " + MOST_CONTEXT + " bytes");
        }
        return this;
    }

    private static List<Value> events(JsonParser parser) throws IOException {
        List<Value> events = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (events.size() == MOST_EVENTS) {
                throw new TooLarge("a batch has at most " + MOST_EVENTS + " events");
            }
            events.add(value(parser));
        }
        return events;
    }

    /** The body is in memory as it is, so that nothing is won by cutting one event short. */
    private static Value value(JsonParser parser) throws IOException {
        return BoundedJson.read(parser, LARGEST).within(BoundedJson.LARGEST_RECORD);
    }

    private static List<Value> skip(JsonParser parser) throws IOException {
        parser.skipChildren();
        return null;
    }

    private static JsonParser object(JsonParser parser) throws IOException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw new IOException("not an object");
        }
        return parser;
    }

    static boolean isShort(byte[] raw) {
        return raw.length <= SHORT && !isPacked(raw);
    }

    private static boolean isPacked(byte[] raw) {
        return raw.length > 2 && raw[0] == (byte) 0x1f && raw[1] == (byte) 0x8b;
    }

    private static byte[] unpacked(byte[] raw) throws IOException {
        byte[] plain = raw;
        if (isPacked(raw)) {
            try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(raw))) {
                plain = in.readNBytes(LARGEST + 1);
            }
        }
        if (plain.length > LARGEST) {
            throw new TooLarge("a body has at most " + LARGEST + " bytes");
        }
        return plain;
    }
}
