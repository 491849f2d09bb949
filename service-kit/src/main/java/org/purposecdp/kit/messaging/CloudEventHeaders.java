package org.purposecdp.kit.messaging;

import java.time.Instant;
import java.util.UUID;

import org.apache.kafka.clients.producer.ProducerRecord;

import org.purposecdp.contracts.topic.Topic;

import static java.nio.charset.StandardCharsets.UTF_8;

/** CloudEvents 1.0, Kafka protocol binding, binary mode. */
public final class CloudEventHeaders {
    private CloudEventHeaders() {}

    public static ProducerRecord<String, byte[]> record(
            Topic topic, Integer partition, String key, String type, String source, byte[] value) {
        ProducerRecord<String, byte[]> record =
                new ProducerRecord<>(topic.topicName(), partition, key, value);
        record.headers()
                .add("ce_specversion", "1.0".getBytes(UTF_8))
                .add("ce_id", UUID.randomUUID().toString().getBytes(UTF_8))
                .add("ce_source", ("/" + source).getBytes(UTF_8))
                .add("ce_type", type.getBytes(UTF_8))
                .add("ce_time", Instant.now().toString().getBytes(UTF_8))
                .add("content-type", "application/json".getBytes(UTF_8));
        return record;
    }
}
