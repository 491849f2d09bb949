package org.purposecdp.kit.outbox;

import java.util.stream.IntStream;

import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.junit.jupiter.api.Test;

import org.purposecdp.contracts.topic.Topic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

class OutboxRowTest {

    @Test
    void shardIsThePartitionThatKafkaWouldChoose() {
        IntStream.range(0, 1000)
                .mapToObj(i -> "key-" + i)
                .forEach(
                        key ->
                                assertThat(row(key).shard())
                                        .isEqualTo(
                                                BuiltInPartitioner.partitionForKey(
                                                        key.getBytes(UTF_8),
                                                        Topic.SUBJECTS.partitions())));
    }

    @Test
    void everyShardGetsWork() {
        assertThat(IntStream.range(0, 100).map(i -> row("key-" + i).shard()).distinct())
                .hasSize(Topic.SUBJECTS.partitions());
    }

    private static OutboxRow row(String key) {
        return new OutboxRow(Topic.SUBJECTS, key, 1, "subject.changed.v1", new byte[0]);
    }
}
