package org.purposecdp.kit.json;

import java.io.IOException;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.deser.std.StringDeserializer;

/** Text that every store and topic can hold: no NUL, no half of a pair. */
final class CleanText extends StdScalarDeserializer<String> {
    private static final long serialVersionUID = 1;

    CleanText() {
        super(String.class);
    }

    @Override
    public String deserialize(JsonParser parser, DeserializationContext context)
            throws IOException {
        String text = StringDeserializer.instance.deserialize(parser, context);
        if (text != null && damaged(text)) {
            context.reportInputMismatch(this, "text without NUL and half pairs");
        }
        return text;
    }

    static boolean damaged(String text) {
        return text.codePoints()
                .anyMatch(
                        point ->
                                point == 0
                                        || point >= Character.MIN_SURROGATE
                                                && point <= Character.MAX_SURROGATE);
    }
}
