package org.purposecdp.kit.outbox;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.arc.Arc;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.mutiny.sqlclient.Pool;
import org.eclipse.microprofile.config.inject.ConfigProperty;

import org.purposecdp.contracts.topic.Topic;

/** Starts a relay for each shard of the topics named in {@code cdp.outbox.topics}. */
@ApplicationScoped
class OutboxRelays {
    private final Outbox outbox;
    private final String bootstrap;
    private final String service;
    private final Set<String> topics;
    private final boolean enabled;
    private final List<OutboxRelay> relays = new ArrayList<>();

    OutboxRelays(
            Outbox outbox,
            @ConfigProperty(name = "kafka.bootstrap.servers") String bootstrap,
            @ConfigProperty(name = "quarkus.application.name") String service,
            @ConfigProperty(name = "cdp.outbox.topics") Optional<Set<String>> topics,
            @ConfigProperty(name = "cdp.outbox.enabled", defaultValue = "true") boolean enabled) {
        this.outbox = outbox;
        this.bootstrap = bootstrap;
        this.service = service;
        this.topics = topics.orElse(Set.of());
        this.enabled = enabled;
    }

    void start(@Observes @Priority(6000) StartupEvent event) {
        if (enabled) {
            topics.stream().map(OutboxRelays::topic).forEach(this::start);
        }
    }

    /**
     * @throws IllegalArgumentException when no topic has that name: its rows would never leave
     */
    static Topic topic(String name) {
        return Arrays.stream(Topic.values())
                .filter(topic -> topic.name().equals(name) || topic.topicName().equals(name))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "cdp.outbox.topics names '%s'; accepted are %s"
                                                .formatted(name, Arrays.toString(Topic.values()))));
    }

    private void start(Topic topic) {
        for (int shard = 0; shard < topic.partitions(); shard++) {
            // Looked up, not injected: profile-service has no such class.
            OutboxRelay relay =
                    new OutboxRelay(
                            Arc.container().select(Pool.class).get(),
                            bootstrap,
                            service,
                            topic,
                            shard);
            relays.add(relay);
            outbox.onWake(relay::wake);
            Thread thread = new Thread(relay, "outbox-" + topic.topicName() + "-" + shard);
            thread.setDaemon(true);
            thread.start();
        }
    }

    /** Before the pool is closed, which they would take for an outage. */
    void stop(@Observes ShutdownEvent event) {
        relays.forEach(OutboxRelay::stop);
    }
}
