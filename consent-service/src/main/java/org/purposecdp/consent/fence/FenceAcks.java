package org.purposecdp.consent.fence;

import java.time.Duration;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

import org.purposecdp.contracts.fence.FenceAck;
import org.purposecdp.kit.messaging.Batches;
import org.purposecdp.kit.messaging.Batches.Item;
import org.purposecdp.kit.messaging.Batches.ParsedBatch;
import org.purposecdp.kit.messaging.DeadLetters;

/** Reads {@code fence.acks}. */
@ApplicationScoped
class FenceAcks {
    private final Fence fence;
    private final DeadLetters deadLetters;

    FenceAcks(Fence fence, DeadLetters deadLetters) {
        this.fence = fence;
        this.deadLetters = deadLetters;
    }

    @Incoming("fence-acks")
    public Uni<Void> consume(ConsumerRecords<String, byte[]> poll) {
        ParsedBatch<FenceAck> batch = Batches.parse(poll, FenceAck.class);
        return deadLetters
                .take(batch.items(), this::acknowledge)
                .flatMap(done -> deadLetters.send(batch.unreadable()))
                .onFailure()
                .retry()
                .withBackOff(Duration.ofMillis(200), Duration.ofSeconds(5))
                .indefinitely();
    }

    private Uni<Void> acknowledge(List<Item<FenceAck>> items) {
        return fence.acknowledge(items.stream().map(Item::value).toList());
    }
}
