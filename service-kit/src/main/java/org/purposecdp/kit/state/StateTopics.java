package org.purposecdp.kit.state;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.runtime.ShutdownEvent;
import org.eclipse.microprofile.config.inject.ConfigProperty;

import org.purposecdp.contracts.topic.Topic;

/** The state topics that this service keeps a copy of; registered while it starts. */
@ApplicationScoped
public class StateTopics {
    private final Map<Topic, StateTopicReader> readers = new LinkedHashMap<>();
    private final String bootstrap;

    StateTopics(@ConfigProperty(name = "kafka.bootstrap.servers") String bootstrap) {
        this.bootstrap = bootstrap;
    }

    public void register(Topic topic, StateStore store) {
        readers.put(topic, new StateTopicReader(topic, store, bootstrap));
    }

    /** Starts all readers; done when each has applied what was there at its start. */
    public CompletableFuture<Void> start() {
        readers.values().forEach(StateTopicReader::start);
        return CompletableFuture.allOf(
                readers.values().stream()
                        .map(reader -> reader.caughtUpStage().toCompletableFuture())
                        .toArray(CompletableFuture[]::new));
    }

    void stop(@Observes ShutdownEvent event) {
        readers.values().forEach(StateTopicReader::close);
    }
}
