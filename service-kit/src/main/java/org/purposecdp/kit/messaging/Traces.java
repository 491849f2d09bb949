package org.purposecdp.kit.messaging;

import java.util.ArrayList;
import java.util.List;

import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/** W3C Trace Context over Kafka. */
public final class Traces {
    private Traces() {}

    /** The headers that what is sent because of the call under way carries; none when untraced. */
    public static List<Header> current() {
        List<Header> headers = new ArrayList<>(2);
        W3CTraceContextPropagator.getInstance()
                .inject(
                        Context.current(),
                        headers,
                        (carrier, name, value) ->
                                carrier.add(new RecordHeader(name, Batches.utf8(value))));
        return headers;
    }
}
