package org.purposecdp.kit.outbox;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;

import io.quarkus.runtime.StartupEvent;
import io.vertx.mutiny.sqlclient.Pool;
import org.eclipse.microprofile.config.inject.ConfigProperty;

import org.purposecdp.contracts.topic.Topic;

/** Starts a relay for each shard of the topics named in {@code cdp.outbox.topics}. */
@ApplicationScoped
class OutboxRelays {
    private final Instance<Pool> pools;
    private final Outbox outbox;
    private final String bootstrap;
    private final String service;
    private final Set<String> topics;
    private final List<OutboxRelay> relays = new ArrayList<>();

    OutboxRelays(
            Instance<Pool> pools,
            Outbox outbox,
            @ConfigProperty(name = "kafka.bootstrap.servers") String bootstrap,
            @ConfigProperty(name = "quarkus.application.name") String service,
            @ConfigProperty(name = "cdp.outbox.topics") Optional<Set<String>> topics) {
        this.pools = pools;
        this.outbox = outbox;
        this.bootstrap = bootstrap;
        this.service = service;
        this.topics = topics.orElse(Set.of());
    }

    void start(@Observes @Priority(6000) StartupEvent event) {
        Arrays.stream(Topic.values())
                .filter(topic -> topics.contains(topic.name()))
                .forEach(this::start);
    }

    private void start(Topic topic) {
        for (int shard = 0; shard < topic.partitions(); shard++) {
            OutboxRelay relay = new OutboxRelay(pools.get(), bootstrap, service, topic, shard);
            relays.add(relay);
            outbox.onWake(relay::wake);
            Thread thread = new Thread(relay, "outbox-" + topic.topicName() + "-" + shard);
            thread.setDaemon(true);
            thread.start();
        }
    }

    @PreDestroy
    void stop() {
        relays.forEach(OutboxRelay::stop);
    }
}
