package org.purposecdp.kit.outbox;

import org.apache.kafka.common.utils.Utils;

import org.purposecdp.contracts.topic.Topic;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * An event to be published once the transaction has committed.
 *
 * @param version taken under the aggregate's row lock
 */
public record OutboxRow(Topic topic, String key, long version, String type, byte[] value) {

    /** The key's partition, as Kafka's default partitioner has it. */
    public int shard() {
        return Utils.toPositive(Utils.murmur2(key.getBytes(UTF_8))) % topic.partitions();
    }
}
