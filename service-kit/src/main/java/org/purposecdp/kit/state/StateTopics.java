package org.purposecdp.kit.state;

import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.runtime.ShutdownEvent;

import org.purposecdp.contracts.topic.Topic;
import org.purposecdp.kit.messaging.ConsumerSettings;

/** The state topics that this service keeps a copy of; registered while it starts. */
@ApplicationScoped
public class StateTopics {
    private final Map<Topic, StateTopicReader> readers = new LinkedHashMap<>();
    private final ConsumerSettings settings;

    StateTopics(ConsumerSettings settings) {
        this.settings = settings;
    }

    public void register(Topic topic, StateStore store) {
        BlockedKeys.of(topic);
        readers.put(topic, new StateTopicReader(topic, store, settings.state()));
    }

    /** Starts all readers; done when each has applied what was there at its start. */
    public CompletableFuture<Void> start() {
        readers.values().forEach(StateTopicReader::start);
        return CompletableFuture.allOf(
                readers.values().stream()
                        .map(reader -> reader.caughtUpStage().toCompletableFuture())
                        .toArray(CompletableFuture[]::new));
    }

    /** Of whichever is furthest behind; now for a service that reads none. */
    Instant seenAsOf() {
        return readers.values().stream()
                .map(StateTopicReader::seenAsOf)
                .min(Comparator.naturalOrder())
                .orElseGet(Instant::now);
    }

    void stop(@Observes ShutdownEvent event) {
        readers.values().forEach(StateTopicReader::close);
    }
}
