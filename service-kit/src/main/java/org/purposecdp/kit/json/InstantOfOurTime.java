package org.purposecdp.kit.json;

import java.io.IOException;
import java.time.Instant;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.datatype.jsr310.deser.InstantDeserializer;

/**
 * RFC 3339, from 1800 to 9999: what stores can hold, and room for everybody's birth date. An end
 * that is open is left out.
 */
final class InstantOfOurTime extends StdScalarDeserializer<Instant> {
    private static final long serialVersionUID = 1;
    private static final Instant FIRST = Instant.parse("1800-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999Z");

    InstantOfOurTime() {
        super(Instant.class);
    }

    @Override
    public Instant deserialize(JsonParser parser, DeserializationContext context)
            throws IOException {
        if (!parser.hasToken(JsonToken.VALUE_STRING)) {
            return (Instant) context.handleUnexpectedToken(Instant.class, parser);
        }
        Instant at = InstantDeserializer.INSTANT.deserialize(parser, context);
        if (at != null && (at.isBefore(FIRST) || at.isAfter(LAST))) {
            context.reportInputMismatch(this, "a time from 1800 to 9999");
        }
        return at;
    }
}
