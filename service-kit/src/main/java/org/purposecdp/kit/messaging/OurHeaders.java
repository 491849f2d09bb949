package org.purposecdp.kit.messaging;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

import org.purposecdp.contracts.text.Shape;

import static java.nio.charset.StandardCharsets.UTF_8;

/** What of a message's headers is ours, and reads as such: anything may stand in another's. */
final class OurHeaders {
    /** The letter that a message is a replay of. */
    static final String REPLAYED = "cdp-replayed";

    private static final Set<String> NAMES =
            Set.of(
                    "ce_specversion",
                    "ce_id",
                    "ce_source",
                    "ce_type",
                    "ce_time",
                    "content-type",
                    "traceparent",
                    REPLAYED);
    private static final Shape PLAIN = Shape.of(128, "[A-Za-z0-9_.:/+-]+");

    private OurHeaders() {}

    static Map<String, String> of(Headers headers) {
        Map<String, String> ours = new TreeMap<>();
        for (String name : NAMES) {
            Header header = headers.lastHeader(name);
            if (header != null && header.value() != null) {
                String value = new String(header.value(), UTF_8);
                if (PLAIN.fits(value)) {
                    ours.put(name, value);
                }
            }
        }
        return ours;
    }
}
