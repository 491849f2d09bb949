package org.purposecdp.e2e.store;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

import org.purposecdp.contracts.json.Json;
import org.purposecdp.contracts.record.ReceivedRecord;
import org.purposecdp.contracts.topic.Topic;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Reads beside the platform what one source's records become in Kafka, from now on. */
public final class ReceivedRecords implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(200);

    private final String source;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<ReceivedRecord> records = new CopyOnWriteArrayList<>();
    private final Set<String> keys = ConcurrentHashMap.newKeySet();
    private final CompletableFuture<Void> reading;
    private volatile boolean stopped;

    private ReceivedRecords(String bootstrap, String source) {
        this.source = source;
        this.consumer = Topics.consumer(bootstrap);
        List<TopicPartition> partitions =
                consumer.partitionsFor(Topic.RECORDS_RECEIVED.topicName()).stream()
                        .map(info -> new TopicPartition(info.topic(), info.partition()))
                        .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
        this.reading = CompletableFuture.runAsync(this::read);
    }

    public static ReceivedRecords from(String bootstrap, String source) {
        return new ReceivedRecords(bootstrap, source);
    }

    private void read() {
        while (!stopped) {
            consumer.poll(POLL).forEach(this::take);
        }
        consumer.close();
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        // A marker that the trimmer appended carries none.
        if (record.value() != null) {
            ReceivedRecord received = Json.parse(record.value(), ReceivedRecord.class);
            if (received.source().equals(source)) {
                records.add(received);
                keys.add(new String(record.key(), UTF_8));
            }
        }
    }

    /**
     * So far.
     *
     * @throws java.util.concurrent.CompletionException when something could not be read
     */
    public List<ReceivedRecord> soFar() {
        if (reading.isCompletedExceptionally()) {
            reading.join();
        }
        return List.copyOf(records);
    }

    /** Keys of those so far. */
    public Set<String> keys() {
        return Set.copyOf(keys);
    }

    @Override
    public void close() {
        stopped = true;
        reading.join();
    }
}
