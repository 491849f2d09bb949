package org.purposecdp.kit.messaging;

import java.util.List;
import java.util.Map;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

import org.purposecdp.contracts.fence.FenceAck;
import org.purposecdp.contracts.json.Json;
import org.purposecdp.kit.messaging.Batches.Item;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

class BatchesTest {

    @Test
    void oneUnreadableMessageLeavesItsNeighboursInOrder() {
        // Given
        var poll =
                poll(
                        message(0, "p1", Json.bytes(new FenceAck("p1", "profile-service", 1))),
                        message(1, "p1", "{\"profileId\":".getBytes(UTF_8)),
                        message(2, "p1", Json.bytes(new FenceAck("p1", "profile-service", 2))));

        // When
        var batch = Batches.parse(poll, FenceAck.class);

        // Then
        assertThat(batch.items())
                .extracting(item -> item.value().subjectVersion())
                .containsExactly(1L, 2L);
        assertThat(batch.unreadable())
                .singleElement()
                .satisfies(bad -> assertThat(bad.record().offset()).isEqualTo(1))
                .satisfies(bad -> assertThat(bad.reason()).doesNotContain("profileId"));
    }

    @Test
    void markersAreNoMessages() {
        var marker = message(0, "marker", null);
        marker.headers().add(Batches.MARKER, "roll".getBytes(UTF_8));

        var batch = Batches.parse(poll(marker), FenceAck.class);

        assertThat(batch.items()).isEmpty();
        assertThat(batch.unreadable()).isEmpty();
    }

    @Test
    void theTraceGoesOn() {
        var message = message(0, "p1", Json.bytes(new FenceAck("p1", "profile-service", 1)));
        message.headers().add("traceparent", "00-a-b-01".getBytes(UTF_8));

        var batch = Batches.parse(poll(message), FenceAck.class);

        assertThat(batch.items())
                .singleElement()
                .extracting(Item::traceHeaders)
                .satisfies(headers -> assertThat(headers).hasSize(1));
    }

    private static ConsumerRecord<String, byte[]> message(long offset, String key, byte[] value) {
        return new ConsumerRecord<>("cdp.fence.acks.v1", 0, offset, key, value);
    }

    @SafeVarargs
    private static ConsumerRecords<String, byte[]> poll(ConsumerRecord<String, byte[]>... records) {
        return new ConsumerRecords<>(
                Map.of(new TopicPartition("cdp.fence.acks.v1", 0), List.of(records)), Map.of());
    }
}
