package org.purposecdp.kit.state;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jboss.logging.Logger;

import org.purposecdp.contracts.topic.Topic;
import org.purposecdp.kit.messaging.Gathering;
import org.purposecdp.kit.messaging.Hopeless;
import org.purposecdp.kit.messaging.VitalThread;

/**
 * Reads a whole state topic, on a thread of its own, without a group, and knows as of when it sees
 * it: it asks the broker for the end, and once it has applied that far it sees as of the question.
 */
class StateTopicReader implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(StateTopicReader.class);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(10);
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(30);

    private final Topic topic;
    private final StateStore store;
    private final Map<String, Object> settings;
    private final List<TopicPartition> partitions;
    private final CompletableFuture<Void> caughtUp = new CompletableFuture<>();
    private final Thread thread;
    private volatile Instant seenAsOf = Instant.EPOCH;
    private volatile boolean stopped;

    StateTopicReader(Topic topic, StateStore store, Map<String, Object> settings) {
        this.topic = topic;
        this.store = store;
        this.settings = settings;
        this.partitions =
                IntStream.range(0, topic.partitions())
                        .mapToObj(partition -> new TopicPartition(topic.topicName(), partition))
                        .toList();
        this.thread = VitalThread.of("state-" + topic.topicName(), this::run);
    }

    void start() {
        thread.start();
    }

    CompletionStage<Void> caughtUpStage() {
        return caughtUp;
    }

    /** Everything that was in the topic at that moment has been applied. */
    Instant seenAsOf() {
        return seenAsOf;
    }

    private void run() {
        while (!stopped) {
            try (KafkaConsumer<String, byte[]> consumer =
                    new KafkaConsumer<>(
                            settings, new StringDeserializer(), new ByteArrayDeserializer())) {
                read(consumer);
            } catch (RuntimeException e) {
                if (!stopped) {
                    LOG.warnf("reading %s failed with %s, again", topic.topicName(), e.getClass());
                    pause();
                }
            }
        }
    }

    private void read(KafkaConsumer<String, byte[]> consumer) {
        consumer.assign(partitions);
        Map<TopicPartition, Long> next = seekToStored(consumer);
        Look look = look(consumer);
        while (!stopped) {
            if (look != null && look.reached(next)) {
                seenAsOf = look.at();
                look = null;
                caughtUp.complete(null);
            }
            if (look == null && seenAsOf.plus(LOOK_EVERY).isBefore(Instant.now())) {
                look = look(consumer);
            }
            List<ConsumerRecord<String, byte[]>> records = Gathering.poll(consumer);
            if (!records.isEmpty()) {
                apply(records);
            }
            // The position passes what compaction removed, which offsets of records do not.
            partitions.forEach(partition -> next.put(partition, consumer.position(partition)));
        }
    }

    private Map<TopicPartition, Long> seekToStored(KafkaConsumer<String, byte[]> consumer) {
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
        return next;
    }

    /** The ends at a moment. */
    private record Look(Instant at, Map<TopicPartition, Long> ends) {
        private boolean reached(Map<TopicPartition, Long> next) {
            return ends.entrySet().stream().allMatch(e -> next.get(e.getKey()) >= e.getValue());
        }
    }

    private Look look(KafkaConsumer<String, byte[]> consumer) {
        Instant at = Instant.now();
        return new Look(at, consumer.endOffsets(partitions, ANSWER_WITHIN));
    }

    private void apply(List<ConsumerRecord<String, byte[]>> records) {
        List<StateRecord> batch = new ArrayList<>(records.size());
        Map<Integer, Long> nextOffsets = new HashMap<>();
        for (ConsumerRecord<String, byte[]> record : records) {
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
                if (Hopeless.is(e) && batch.stream().allMatch(StateRecord::readable)) {
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

    @Override
    public void close() {
        stopped = true;
    }
}
