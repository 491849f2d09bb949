package org.purposecdp.kit.outbox;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.Arc;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.mutiny.sqlclient.Pool;
import org.eclipse.microprofile.config.inject.ConfigProperty;

import org.purposecdp.contracts.topic.Topic;
import org.purposecdp.kit.messaging.VitalThread;

/** Starts a relay for each of the topics named in {@code cdp.outbox.topics}. */
@ApplicationScoped
class OutboxRelays {
    private final String bootstrap;
    private final String service;
    private final Set<String> topics;
    private final boolean enabled;
    private final MeterRegistry meters;
    private final List<OutboxRelay> relays = new ArrayList<>();

    OutboxRelays(
            MeterRegistry meters,
            @ConfigProperty(name = "kafka.bootstrap.servers") String bootstrap,
            @ConfigProperty(name = "quarkus.application.name") String service,
            @ConfigProperty(name = "cdp.outbox.topics") Optional<Set<String>> topics,
            @ConfigProperty(name = "cdp.outbox.enabled", defaultValue = "true") boolean enabled) {
        this.meters = meters;
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
        // Looked up, not injected: profile-service has no such class.
        Pool pool = Arc.container().select(Pool.class).get();
        OutboxRelay relay = new OutboxRelay(pool, bootstrap, service, topic, meters);
        relays.add(relay);
        VitalThread.of("outbox-" + topic.topicName(), relay).start();
    }

    /** Before the pool is closed, which they would take for an outage. */
    void stop(@Observes ShutdownEvent event) {
        relays.forEach(OutboxRelay::stop);
    }
}
