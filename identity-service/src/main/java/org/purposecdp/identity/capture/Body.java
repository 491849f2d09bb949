package org.purposecdp.identity.capture;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

import com.fasterxml.jackson.databind.JsonNode;

import org.purposecdp.contracts.json.Json;

/** A body's bytes as JSON, whatever it says of itself: gzip is known by its magic number. */
final class Body {
    static final int LARGEST = 500 * 1024;

    private Body() {}

    /** More than is accepted, once unpacked. */
    static final class TooLarge extends IOException {
        private static final long serialVersionUID = 1;
    }

    /** Nothing when it cannot be read as JSON. */
    static Optional<JsonNode> read(byte[] raw) throws TooLarge {
        try {
            JsonNode root = Json.MAPPER.readTree(unpacked(raw));
            return Optional.ofNullable(root).filter(JsonNode::isObject);
        } catch (TooLarge e) {
            throw e;
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static byte[] unpacked(byte[] raw) throws IOException {
        boolean gzip = raw.length > 2 && raw[0] == (byte) 0x1f && raw[1] == (byte) 0x8b;
        byte[] plain = raw;
        if (gzip) {
            try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(raw))) {
                plain = in.readNBytes(LARGEST + 1);
            }
        }
        if (plain.length > LARGEST) {
            throw new TooLarge();
        }
        return plain;
    }
}
