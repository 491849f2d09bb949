package org.purposecdp.bench;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.function.IntFunction;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;

/** Batches as a Segment SDK of a shop's server sends them, with its consent tool's word. */
final class Events {
    private static final JsonFactory JSON = new JsonFactory();

    private final String writeKey;
    private final String event;
    private final String consentWord;

    Events(String writeKey, String event, String consentWord) {
        this.writeKey = writeKey;
        this.event = event;
        this.consentWord = consentWord;
    }

    /**
     * @param who number → userId
     */
    byte[] batch(String run, int first, int count, IntFunction<String> who) {
        String now = Instant.now().toString();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(count * 480 + 100);
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeArrayFieldStart("batch");
            for (int number = first; number < first + count; number++) {
                json.writeStartObject();
                writeFields(json, new Mark(run, number), who.apply(number), now);
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeStringField("sentAt", now);
            json.writeStringField("writeKey", writeKey);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** One alone, as {@code /v1/track} takes it. */
    byte[] track(Mark mark, String person) {
        String now = Instant.now().toString();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(580);
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            writeFields(json, mark, person, now);
            json.writeStringField("sentAt", now);
            json.writeStringField("writeKey", writeKey);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private void writeFields(JsonGenerator json, Mark mark, String person, String now)
            throws IOException {
        json.writeStringField("type", "track");
        json.writeStringField("event", event);
        json.writeStringField("messageId", mark.toString());
        json.writeStringField("userId", person);
        json.writeStringField("anonymousId", "anonymous-" + person);
        json.writeStringField("timestamp", now);
        json.writeObjectFieldStart("properties");
        json.writeStringField(Mark.PROPERTY, mark.toString());
        json.writeNumberField("total", 10 + mark.number() % 90);
        json.writeStringField("currency", "EUR");
        json.writeStringField("coupon", "SPRING");
        json.writeNumberField("quantity", 1 + mark.number() % 3);
        json.writeEndObject();
        json.writeObjectFieldStart("context");
        json.writeObjectFieldStart("library");
        json.writeStringField("name", "purpose-cdp-bench");
        json.writeStringField("version", "1");
        json.writeEndObject();
        json.writeObjectFieldStart("consent");
        json.writeObjectFieldStart("categoryPreferences");
        json.writeBooleanField(consentWord, true);
        json.writeEndObject();
        json.writeEndObject();
        json.writeEndObject();
    }
}
