package org.purposecdp.kit.messaging;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Default;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.jboss.logging.Logger;

import org.purposecdp.contracts.topic.Topic;
import org.purposecdp.kit.state.Lookout;
import org.purposecdp.kit.state.StateTopics;

/**
 * Keeps the flow topics shut until the state topics have been applied to the end seen at start, and
 * while they are out of sight: a service that does not know what is permitted decides nothing. Shut
 * again when the service is told to stop; what is under way is finished first.
 */
@Default // @Readiness is a qualifier, and alone would hide the bean from those who inject it
@Readiness
@ApplicationScoped
public class FlowGate implements HealthCheck {
    private static final Logger LOG = Logger.getLogger(FlowGate.class);

    /** Within a pod's usual grace of 30 s. */
    private static final Duration DRAIN = Duration.ofSeconds(25);

    private static final Duration LOOK = Duration.ofMillis(50);

    private final KafkaAdmin kafka;
    private final StateTopics stateTopics;
    private final FlowTopics flowTopics;
    private final Lookout lookout;
    private final String service;
    private final boolean evenBlind;
    private volatile boolean caughtUp;
    private volatile boolean draining;
    private volatile Instant drainedBy;

    FlowGate(
            KafkaAdmin kafka,
            StateTopics stateTopics,
            FlowTopics flowTopics,
            Lookout lookout,
            @ConfigProperty(name = "quarkus.application.name") String service,
            @ConfigProperty(name = "cdp.messaging.read-even-blind", defaultValue = "false")
                    boolean evenBlind) {
        this.kafka = kafka;
        this.stateTopics = stateTopics;
        this.flowTopics = flowTopics;
        this.lookout = lookout;
        this.service = service;
        this.evenBlind = evenBlind;
    }

    /** Before any service's own start-up observer: they find their topics in place. */
    void prepare(@Observes @Priority(100) StartupEvent event) {
        List<Topic> used =
                Arrays.stream(Topic.values()).filter(topic -> topic.usedBy(service)).toList();
        kafka.topics().createOrCheck(used);
        used.stream()
                .filter(topic -> topic.flowsTo(service))
                .forEach(topic -> kafka.offsets().startAtZero(service, topic));
    }

    /** After every service's own start-up observer: all topics are registered. */
    void openWhenCaughtUp(@Observes @Priority(5000) StartupEvent event) {
        stateTopics
                .start()
                .thenRun(
                        () -> {
                            caughtUp = true;
                            flowTopics.start(this::mayRead);
                            LOG.info("state topics applied, flow topics are read");
                        });
    }

    private boolean mayRead() {
        return evenBlind || !lookout.blind();
    }

    /** Whether all that was in the state topics at the start is applied. */
    public boolean caughtUp() {
        return caughtUp;
    }

    /** Whether what is decided now rests on what is known. */
    public boolean open() {
        return caughtUp && !lookout.blind();
    }

    /** Whether work may begin that nobody waits for: not any more once the service is to stop. */
    public boolean begins() {
        return open() && !draining;
    }

    void drain(@Observes ShutdownDelayInitiatedEvent event) {
        stop();
    }

    /** Before whatever they write to is closed. */
    void finish(@Observes @Priority(1) ShutdownEvent event) {
        stop();
        awaitDrained(flowTopics::stopped);
    }

    private void stop() {
        if (!draining) {
            drainedBy = Instant.now().plus(DRAIN);
            draining = true;
            flowTopics.stop();
        }
    }

    /** Returns when it is done, or the time that the service has to stop is over. */
    public void awaitDrained(BooleanSupplier done) {
        while (!done.getAsBoolean() && Instant.now().isBefore(drainedBy)) {
            try {
                Thread.sleep(LOOK.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("state topics").status(caughtUp).build();
    }
}
