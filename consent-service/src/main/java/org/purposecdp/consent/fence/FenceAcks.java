package org.purposecdp.consent.fence;

import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;

import org.purposecdp.contracts.fence.FenceAck;
import org.purposecdp.contracts.topic.Topic;
import org.purposecdp.kit.messaging.Batches.Item;
import org.purposecdp.kit.messaging.FlowTopics;

/** Reads {@code fence.acks}. */
@ApplicationScoped
class FenceAcks {
    private final Fence fence;

    FenceAcks(Fence fence) {
        this.fence = fence;
    }

    void register(@Observes StartupEvent event, FlowTopics topics) {
        topics.register(Topic.FENCE_ACKS, FenceAck.class, this::acknowledge);
    }

    private Uni<Void> acknowledge(List<Item<FenceAck>> items) {
        return fence.acknowledge(items.stream().map(Item::value).toList());
    }
}
