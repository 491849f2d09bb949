package org.purposecdp.kit.messaging;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Default;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.reactive.messaging.ChannelRegistry;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.jboss.logging.Logger;

import org.purposecdp.contracts.topic.Topic;
import org.purposecdp.kit.state.StateTopics;

/**
 * Keeps the flow channels shut until the state topics have been applied to the end seen at start: a
 * service that does not know what is permitted decides nothing.
 */
@Default // @Readiness is a qualifier, and alone would hide the bean from those who inject it
@Readiness
@ApplicationScoped
public class FlowGate implements HealthCheck {
    private static final Logger LOG = Logger.getLogger(FlowGate.class);

    private final KafkaAdmin kafka;
    private final StateTopics stateTopics;
    private final ChannelRegistry channels;
    private final String service;
    private final List<String> flowChannels;
    private volatile boolean open;

    FlowGate(
            KafkaAdmin kafka,
            StateTopics stateTopics,
            ChannelRegistry channels,
            @ConfigProperty(name = "quarkus.application.name") String service,
            @ConfigProperty(name = "cdp.messaging.flow-channels")
                    Optional<List<String>> channelNames) {
        this.kafka = kafka;
        this.stateTopics = stateTopics;
        this.channels = channels;
        this.service = service;
        this.flowChannels = channelNames.orElse(List.of());
    }

    /** Before any service's own start-up observer: they find their topics in place. */
    void prepare(@Observes @Priority(100) StartupEvent event) {
        List<Topic> used =
                Arrays.stream(Topic.values()).filter(topic -> topic.usedBy(service)).toList();
        kafka.topics().createOrCheck(used);
        Set<Topic> read =
                used.stream()
                        .filter(topic -> topic.kind() == Topic.Kind.FLOW)
                        .filter(topic -> topic.subscribers().contains(service))
                        .collect(Collectors.toSet());
        if (!read.isEmpty()) {
            kafka.topics().startAtZero(service, read);
        }
    }

    /** After every service's own start-up observer: all state topics are registered. */
    void openWhenCaughtUp(@Observes @Priority(5000) StartupEvent event) {
        stateTopics
                .start()
                .thenRun(
                        () -> {
                            open = true;
                            flowChannels.forEach(this::resume);
                            LOG.infof("state topics applied, reading %s", flowChannels);
                        });
    }

    private void resume(String channel) {
        channels.getPausable(channel).resume();
    }

    public boolean open() {
        return open;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("state topics").status(open).build();
    }
}
