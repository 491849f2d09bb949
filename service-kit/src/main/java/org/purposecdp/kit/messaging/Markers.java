package org.purposecdp.kit.messaging;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Records that only make an idle segment roll: consumers pass over them. Blocking. */
final class Markers {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration POLL = Duration.ofSeconds(1);

    private final Map<String, Object> settings;

    /**
     * @param settings of a consumer without a group
     */
    Markers(Map<String, Object> settings) {
        this.settings = new HashMap<>(settings);
        this.settings.put("max.poll.records", 1);
    }

    static ProducerRecord<String, byte[]> marker(TopicPartition partition) {
        ProducerRecord<String, byte[]> marker =
                new ProducerRecord<>(partition.topic(), partition.partition(), "marker", null);
        marker.headers().add(Batches.MARKER, Batches.utf8("roll"));
        return marker;
    }

    static boolean is(ConsumerRecord<String, byte[]> record) {
        return record.headers().lastHeader(Batches.MARKER) != null;
    }

    /** Those of the partitions whose last record is one, whoever put it there. */
    Set<TopicPartition> last(Map<TopicPartition, Long> ends) {
        Set<TopicPartition> marked = new HashSet<>();
        if (ends.isEmpty()) {
            return marked;
        }
        try (Consumer<String, byte[]> consumer =
                new KafkaConsumer<>(
                        settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(ends.keySet());
            ends.forEach((partition, end) -> consumer.seek(partition, end - 1));
            long until = System.nanoTime() + PATIENCE.toNanos();
            while (!passed(consumer, ends)) {
                if (System.nanoTime() > until) {
                    throw new TimeoutException("the last records were not read in time");
                }
                for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
                    TopicPartition partition =
                            new TopicPartition(record.topic(), record.partition());
                    if (is(record) && record.offset() == ends.get(partition) - 1) {
                        marked.add(partition);
                    }
                }
            }
        }
        return marked;
    }

    private static boolean passed(
            Consumer<String, byte[]> consumer, Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream()
                .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }
}
