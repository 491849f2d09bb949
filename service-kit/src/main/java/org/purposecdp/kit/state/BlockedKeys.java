package org.purposecdp.kit.state;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Metrics;

import org.purposecdp.contracts.topic.Topic;

/**
 * How many states could not be read, or not be told. At 0 from the start on: an alarm on its rise
 * sees none in a series that begins with 1.
 */
public final class BlockedKeys {
    private BlockedKeys() {}

    public static Counter of(Topic topic) {
        return Metrics.counter("cdp.blocked.keys", "topic", topic.topicName());
    }
}
