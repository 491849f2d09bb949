package org.purposecdp.identity.record;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.node.MissingNode;

import org.purposecdp.identity.capture.BoundedJson;
import org.purposecdp.identity.capture.BoundedJson.Value;
import org.purposecdp.identity.capture.InvalidEvent;

import static java.nio.charset.StandardCharsets.UTF_8;

/** The records of a body one by one, so that its length matters to nobody. */
interface RecordStream {

    /**
     * Nothing at the end.
     *
     * @throws IOException when the rest cannot be read, and then always
     */
    Optional<Value> next() throws IOException;

    static RecordStream of(InputStream body, boolean lines) throws IOException {
        InputStream in = new BufferedInputStream(body, BoundedJson.LARGEST_RECORD);
        return lines ? new Lines(in) : new Values(BoundedJson.factory().createParser(in));
    }

    /** An array's elements, or values one after another. */
    final class Values implements RecordStream {
        private final JsonParser parser;
        private boolean begun;
        private boolean array;
        private boolean ended;
        private IOException fault;

        Values(JsonParser parser) {
            this.parser = parser;
        }

        @Override
        public Optional<Value> next() throws IOException {
            if (fault != null) {
                throw fault;
            }
            try {
                return ended ? Optional.empty() : value();
            } catch (IOException e) {
                fault = e;
                throw e;
            }
        }

        private Optional<Value> value() throws IOException {
            JsonToken token = parser.nextToken();
            if (!begun) {
                begun = true;
                array = token == JsonToken.START_ARRAY;
                token = array ? parser.nextToken() : token;
            }
            if (array && token == null) {
                throw new IOException("the array does not end");
            }
            if (token == null || array && token == JsonToken.END_ARRAY) {
                ended = true;
                if (token != null && parser.nextToken() != null) {
                    throw new IOException("something follows the array");
                }
                return Optional.empty();
            }
            return Optional.of(BoundedJson.read(parser, BoundedJson.LARGEST_RECORD));
        }
    }

    /** A line that is not JSON spoils no other. */
    final class Lines implements RecordStream {
        private final InputStream in;
        private boolean ended;

        Lines(InputStream in) {
            this.in = in;
        }

        @Override
        public Optional<Value> next() throws IOException {
            while (!ended) {
                Optional<Value> value = line();
                if (value.isPresent()) {
                    return value;
                }
            }
            return Optional.empty();
        }

        /** Nothing of an empty line. */
        private Optional<Value> line() throws IOException {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            int size = 0;
            int next = in.read();
            while (next >= 0 && next != '\n') {
                size++;
                if (size <= BoundedJson.LARGEST_RECORD) {
                    line.write(next);
                }
                next = in.read();
            }
            ended = next < 0;
            if (size > BoundedJson.LARGEST_RECORD) {
                return Optional.of(refused(size, InvalidEvent.TOO_LARGE));
            }
            return line.toString(UTF_8).isBlank()
                    ? Optional.empty()
                    : Optional.of(parsed(line.toByteArray()));
        }

        private static Value parsed(byte[] line) {
            try (JsonParser parser = BoundedJson.factory().createParser(line)) {
                parser.nextToken();
                Value value = BoundedJson.read(parser, BoundedJson.LARGEST_RECORD);
                return parser.nextToken() == null
                        ? value
                        : refused(line.length, InvalidEvent.NOT_JSON);
            } catch (IOException e) {
                return refused(line.length, InvalidEvent.NOT_JSON);
            }
        }

        private static Value refused(int size, InvalidEvent reason) {
            return new Value(MissingNode.getInstance(), size, reason);
        }
    }
}
