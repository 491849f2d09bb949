package org.purposecdp.kit.state;

import java.time.Duration;

import org.purposecdp.kit.messaging.ConsumerSettings;

/** For tests of other packages. */
public final class Lookouts {
    private Lookouts() {}

    public static StateTopics topics(ConsumerSettings settings) {
        return new StateTopics(settings);
    }

    public static Lookout of(StateTopics topics, boolean blind) {
        return new Lookout(topics, blind ? Duration.ofSeconds(-1) : Duration.ofMinutes(2));
    }
}
