package org.purposecdp.consent.policy;

import java.util.List;
import java.util.Map;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import org.jboss.logging.Logger;

import org.purposecdp.contracts.topic.Topic;
import org.purposecdp.kit.state.StateOffsets;
import org.purposecdp.kit.state.StateRecord;
import org.purposecdp.kit.state.StateStore;
import org.purposecdp.kit.state.StateTopics;

/** Takes the sources that identity-service registers into the register. */
@ApplicationScoped
class SourceStore implements StateStore {
    private static final Logger LOG = Logger.getLogger(SourceStore.class);
    private static final String TOPIC = Topic.IDENTITY_SOURCES.topicName();

    private static final StateOffsets OFFSETS =
            new StateOffsets(Topic.IDENTITY_SOURCES, "told_source");

    private final Pool pool;
    private final Policies policies;
    private final MeterRegistry meters;

    SourceStore(Pool pool, Policies policies, MeterRegistry meters) {
        this.pool = pool;
        this.policies = policies;
        this.meters = meters;
    }

    void start(@Observes @Priority(1000) StartupEvent event, StateTopics topics) {
        topics.register(Topic.IDENTITY_SOURCES, this);
    }

    @Override
    public Uni<Map<Integer, Long>> offsets() {
        return OFFSETS.read(pool);
    }

    @Override
    public Uni<Void> apply(List<StateRecord> batch, Map<Integer, Long> nextOffsets) {
        ToldSources told = ToldSources.of(batch);
        if (!told.unreadable().isEmpty()) {
            meters.counter("cdp.blocked.keys", "topic", TOPIC).increment(told.unreadable().size());
            LOG.errorf(
                    "%d sources cannot be read: they count as devices until told again",
                    told.unreadable().size());
        }
        return policies.tell(told, tx -> OFFSETS.write(tx, nextOffsets));
    }
}
