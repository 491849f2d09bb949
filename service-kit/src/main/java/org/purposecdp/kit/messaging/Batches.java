package org.purposecdp.kit.messaging;

import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

import org.purposecdp.contracts.json.Json;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Turns a poll into values, bad messages set aside so that their neighbours go on. */
public final class Batches {
    /** Header of a record that only makes an idle segment roll. */
    public static final String MARKER = "cdp-marker";

    private static final String TRACE_PARENT = "traceparent";

    private Batches() {}

    /** A good message. */
    public record Item<T>(T value, ConsumerRecord<String, byte[]> record, Header traceParent) {
        /** The headers that what is derived from it carries on. */
        public List<Header> traceHeaders() {
            return traceParent == null ? List.of() : List.of(traceParent);
        }
    }

    /** A message that cannot be read, for its dead-letter topic. */
    public record Unreadable(ConsumerRecord<String, byte[]> record, String reason) {}

    /** A poll, in order. */
    public record ParsedBatch<T>(List<Item<T>> items, List<Unreadable> unreadable) {}

    public static <T> ParsedBatch<T> parse(
            Iterable<ConsumerRecord<String, byte[]>> poll, Class<T> type) {
        List<Item<T>> items = new ArrayList<>();
        List<Unreadable> unreadable = new ArrayList<>();
        for (ConsumerRecord<String, byte[]> record : poll) {
            if (Markers.is(record)) {
                continue;
            }
            if (record.value() == null || record.key() == null) {
                unreadable.add(new Unreadable(record, "no key or no value"));
                continue;
            }
            try {
                T value = Json.parse(record.value(), type);
                items.add(new Item<>(value, record, record.headers().lastHeader(TRACE_PARENT)));
            } catch (UncheckedIOException | IllegalArgumentException | NullPointerException e) {
                unreadable.add(new Unreadable(record, "not a " + type.getSimpleName()));
            }
        }
        return new ParsedBatch<>(items, unreadable);
    }

    static byte[] utf8(String text) {
        return text.getBytes(UTF_8);
    }
}
