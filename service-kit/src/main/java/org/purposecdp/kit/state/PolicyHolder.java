package org.purposecdp.kit.state;

import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Default;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.jboss.logging.Logger;

import org.purposecdp.contracts.identifier.IdentityRules;
import org.purposecdp.contracts.json.Json;
import org.purposecdp.contracts.policy.Policy;
import org.purposecdp.contracts.topic.Topic;

/**
 * The policy in force, in memory; read whole at each start. An unreadable one denies everything.
 */
@Default // @Readiness is a qualifier, and alone would hide the bean from those who inject it
@Readiness
@ApplicationScoped
public class PolicyHolder implements HealthCheck, StateStore {
    private static final Logger LOG = Logger.getLogger(PolicyHolder.class);

    private final StateTopics topics;
    private final String service;
    private final List<Consumer<Policy>> listeners = new CopyOnWriteArrayList<>();
    private volatile Policy policy;
    private volatile boolean unreadable;

    PolicyHolder(
            StateTopics topics, @ConfigProperty(name = "quarkus.application.name") String service) {
        this.topics = topics;
        this.service = service;
    }

    void start(@Observes @Priority(200) StartupEvent event) {
        if (Topic.POLICY.subscribers().contains(service)) {
            topics.register(Topic.POLICY, this);
        }
    }

    /** Nothing while none was published or the newest cannot be read. */
    public Optional<Policy> current() {
        return unreadable ? Optional.empty() : Optional.ofNullable(policy);
    }

    /** Those of the policy, or the usual ones while there is none. */
    public IdentityRules identityRules() {
        return current().map(Policy::identityRules).orElse(IdentityRules.DEFAULT);
    }

    public void onChange(Consumer<Policy> listener) {
        listeners.add(listener);
    }

    @Override
    public Uni<Map<Integer, Long>> offsets() {
        return Uni.createFrom().item(Map.of());
    }

    @Override
    public Uni<Void> apply(List<StateRecord> batch, Map<Integer, Long> nextOffsets) {
        batch.forEach(this::apply);
        return Uni.createFrom().voidItem();
    }

    private void apply(StateRecord record) {
        try {
            Policy next = Json.parse(record.value(), Policy.class);
            unreadable = false;
            if (policy == null || next.version() > policy.version()) {
                policy = next;
                listeners.forEach(listener -> listener.accept(next));
            }
        } catch (UncheckedIOException e) {
            unreadable = true;
            BlockedKeys.of(Topic.POLICY).increment();
            LOG.errorf(
                    "the policy at offset %d cannot be read: nothing is permitted",
                    record.offset());
        }
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("policy").status(!unreadable).build();
    }
}
