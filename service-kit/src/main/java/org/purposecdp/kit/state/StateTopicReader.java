package org.purposecdp.kit.state;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;

import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jboss.logging.Logger;

import org.purposecdp.contracts.topic.Topic;
import org.purposecdp.kit.messaging.Hopeless;

/** Reads a whole state topic, on a thread of its own, without a group. */
public class StateTopicReader implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(StateTopicReader.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Topic topic;
    private final StateStore store;
    private final String bootstrap;
    private final CompletableFuture<Void> caughtUp = new CompletableFuture<>();
    private final Thread thread;
    private volatile KafkaConsumer<String, byte[]> reading;
    private volatile boolean stopped;

    public StateTopicReader(Topic topic, StateStore store, String bootstrap) {
        this.topic = topic;
        this.store = store;
        this.bootstrap = bootstrap;
        this.thread = new Thread(this::run, "state-" + topic.topicName());
        this.thread.setDaemon(true);
    }

    public void start() {
        thread.start();
    }

    public boolean caughtUp() {
        return caughtUp.isDone();
    }

    public CompletionStage<Void> caughtUpStage() {
        return caughtUp;
    }

    private void run() {
        while (!stopped) {
            try (KafkaConsumer<String, byte[]> consumer = consumer()) {
                reading = consumer;
                read(consumer);
            } catch (RuntimeException e) {
                if (stopped) {
                    return;
                }
                LOG.warnf("reading %s failed with %s, again", topic.topicName(), e.getClass());
                pause();
            }
        }
    }

    private void read(KafkaConsumer<String, byte[]> consumer) {
        List<TopicPartition> partitions =
                IntStream.range(0, topic.partitions())
                        .mapToObj(partition -> new TopicPartition(topic.topicName(), partition))
                        .toList();
        consumer.assign(partitions);
        Map<TopicPartition, Long> starts = consumer.beginningOffsets(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        Map<Integer, Long> stored = store.offsets().await().atMost(PATIENCE);
        Map<TopicPartition, Long> next = new HashMap<>();
        for (TopicPartition partition : partitions) {
            long offset = stored.getOrDefault(partition.partition(), 0L);
            // Compaction or a new topic of the same name: the states are all still there.
            boolean outOfRange = offset < starts.get(partition) || offset > ends.get(partition);
            next.put(partition, outOfRange ? starts.get(partition) : offset);
            consumer.seek(partition, next.get(partition));
        }
        while (!stopped) {
            if (ends.entrySet().stream().allMatch(e -> next.get(e.getKey()) >= e.getValue())) {
                caughtUp.complete(null);
            }
            ConsumerRecords<String, byte[]> poll = consumer.poll(POLL);
            if (!poll.isEmpty()) {
                apply(poll);
            }
            // The position passes what compaction removed, which offsets of records do not.
            partitions.forEach(partition -> next.put(partition, consumer.position(partition)));
        }
    }

    private void apply(ConsumerRecords<String, byte[]> poll) {
        List<StateRecord> batch = new ArrayList<>(poll.count());
        Map<Integer, Long> nextOffsets = new HashMap<>();
        for (ConsumerRecord<String, byte[]> record : poll) {
            nextOffsets.put(record.partition(), record.offset() + 1);
            if (record.value() != null) {
                batch.add(
                        new StateRecord(
                                record.key(), record.value(), record.partition(), record.offset()));
            }
        }
        apply(batch, nextOffsets);
    }

    private void apply(List<StateRecord> batch, Map<Integer, Long> nextOffsets) {
        while (!stopped) {
            try {
                store.apply(batch, nextOffsets).await().atMost(PATIENCE);
                return;
            } catch (RuntimeException e) {
                if (Hopeless.is(e)) {
                    applyEach(batch);
                    return;
                }
                LOG.warnf(e, "%s could not be applied, again", topic.topicName());
                pause();
            }
        }
    }

    /** The one that cannot be applied blocks its key; the others go on. */
    private void applyEach(List<StateRecord> batch) {
        for (StateRecord record : batch) {
            Map<Integer, Long> next = Map.of(record.partition(), record.offset() + 1);
            if (batch.size() > 1) {
                apply(List.of(record), next);
            } else {
                LOG.errorf(
                        "%s: partition %d offset %d cannot be applied, its key is blocked",
                        topic.topicName(), record.partition(), record.offset());
                apply(List.of(record.unreadable()), next);
            }
        }
    }

    private void pause() {
        try {
            Thread.sleep(1000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stopped = true;
        }
    }

    private KafkaConsumer<String, byte[]> consumer() {
        return new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrap,
                        ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                        1000,
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        "read_committed",
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false,
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "earliest"),
                new StringDeserializer(),
                new ByteArrayDeserializer());
    }

    @Override
    public void close() {
        stopped = true;
        KafkaConsumer<String, byte[]> consumer = reading;
        if (consumer != null) {
            consumer.wakeup();
        }
    }
}
