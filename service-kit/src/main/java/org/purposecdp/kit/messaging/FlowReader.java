package org.purposecdp.kit.messaging;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import io.smallrye.mutiny.Uni;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jboss.logging.Logger;

import org.purposecdp.contracts.topic.Topic;

/**
 * Reads a flow topic together with the service's other instances, on a thread of its own: polls,
 * gathers, has it taken, and only then commits. What cannot be taken now is tried again, for as
 * long as it needs, while the reader stays in its group.
 */
final class FlowReader {
    private static final Logger LOG = Logger.getLogger(FlowReader.class);
    private static final Duration STAY = Duration.ofSeconds(1);
    private static final Duration LEAST_PAUSE = Duration.ofMillis(200);
    private static final Duration MOST_PAUSE = Duration.ofSeconds(5);
    private static final Duration COMMIT_EVERY = Duration.ofMillis(200);

    private final Topic topic;
    private final Function<List<ConsumerRecord<String, byte[]>>, Uni<Void>> work;
    private final Map<String, Object> settings;
    private final MeterRegistry meters;
    private final Counter lost;
    private final Thread thread;
    private final Map<TopicPartition, OffsetAndMetadata> taken = new HashMap<>();
    private Instant committedAt = Instant.EPOCH;
    private boolean uncommitted;
    private BooleanSupplier mayRead;
    private volatile boolean stopped;

    FlowReader(
            Topic topic,
            Function<List<ConsumerRecord<String, byte[]>>, Uni<Void>> work,
            Map<String, Object> settings,
            MeterRegistry meters) {
        this.topic = topic;
        this.work = work;
        this.settings = settings;
        this.meters = meters;
        this.lost = meters.counter("cdp.flow.lost", "topic", topic.topicName());
        DeadLetters.counted(meters, topic.topicName());
        this.thread = VitalThread.of("flow-" + topic.topicName(), this::run);
    }

    /**
     * @param mayRead asked before each poll: while it says no, nothing is read
     */
    void start(BooleanSupplier mayRead) {
        this.mayRead = mayRead;
        thread.start();
    }

    void stop() {
        stopped = true;
    }

    boolean ended() {
        return !thread.isAlive();
    }

    private void run() {
        while (!stopped) {
            try (KafkaConsumer<String, byte[]> consumer = consumer();
                    KafkaClientMetrics metrics = new KafkaClientMetrics(consumer)) {
                metrics.bindTo(meters);
                consumer.subscribe(List.of(topic.topicName()), new Moves(consumer));
                while (!stopped) {
                    read(consumer);
                }
                commitNow(consumer);
            } catch (InvalidOffsetException e) {
                lost.increment();
                LOG.errorf(
                        "%s stands still: the offset that was read last is out of range in %s, so"
                                + " messages were deleted unread or the topic was made anew. Stop the"
                                + " service, set the offsets of group %s and start it again",
                        topic.topicName(), e.partitions(), settings.get("group.id"));
                pause(MOST_PAUSE);
            } catch (RuntimeException e) {
                LOG.warnf("reading %s failed with %s, again", topic.topicName(), e.getClass());
                pause(STAY);
            }
        }
    }

    private void read(KafkaConsumer<String, byte[]> consumer) {
        if (!mayRead.getAsBoolean()) {
            stay(consumer);
            pause(STAY);
            return;
        }
        consumer.resume(consumer.paused());
        List<ConsumerRecord<String, byte[]>> records = Gathering.poll(consumer);
        if (!records.isEmpty()) {
            // Past what a transaction left behind, which offsets of records do not show.
            Map<TopicPartition, OffsetAndMetadata> next = positions(consumer, records);
            if (!take(consumer, records)) {
                return;
            }
            next.keySet().retainAll(consumer.assignment());
            taken.putAll(next);
            uncommitted = true;
        }
        if (uncommitted && committedAt.plus(COMMIT_EVERY).isBefore(Instant.now())) {
            commitSoon(consumer);
        }
    }

    private static Map<TopicPartition, OffsetAndMetadata> positions(
            KafkaConsumer<String, byte[]> consumer, List<ConsumerRecord<String, byte[]>> records) {
        Map<TopicPartition, OffsetAndMetadata> next = new HashMap<>();
        for (ConsumerRecord<String, byte[]> record : records) {
            next.put(
                    new TopicPartition(record.topic(), record.partition()),
                    new OffsetAndMetadata(record.offset() + 1));
        }
        Collection<TopicPartition> ours = consumer.assignment();
        next.replaceAll(
                (partition, last) ->
                        ours.contains(partition)
                                ? new OffsetAndMetadata(consumer.position(partition))
                                : last);
        return next;
    }

    /** False when the service stops before it could be taken. */
    private boolean take(
            KafkaConsumer<String, byte[]> consumer, List<ConsumerRecord<String, byte[]>> records) {
        Duration pause = LEAST_PAUSE;
        while (!taken(consumer, records)) {
            stayFor(consumer, pause);
            if (stopped) {
                return false;
            }
            pause = longer(pause);
        }
        return true;
    }

    private static Duration longer(Duration pause) {
        Duration twice = pause.multipliedBy(2);
        return twice.compareTo(MOST_PAUSE) > 0 ? MOST_PAUSE : twice;
    }

    private boolean taken(
            KafkaConsumer<String, byte[]> consumer, List<ConsumerRecord<String, byte[]>> records) {
        CompletableFuture<Void> under =
                Uni.createFrom().deferred(() -> work.apply(records)).subscribeAsCompletionStage();
        while (true) {
            try {
                under.get(STAY.toMillis(), TimeUnit.MILLISECONDS);
                return true;
            } catch (TimeoutException e) {
                stay(consumer);
            } catch (ExecutionException e) {
                LOG.warnf(
                        "a batch of %s failed with %s, again",
                        topic.topicName(), e.getCause().getClass().getName());
                return false;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptException(e);
            }
        }
    }

    private void stayFor(KafkaConsumer<String, byte[]> consumer, Duration pause) {
        stay(consumer);
        pause(pause);
    }

    /**
     * In the group, without reading; what a partition that is new here brings comes again later.
     */
    private void stay(KafkaConsumer<String, byte[]> consumer) {
        consumer.pause(consumer.assignment());
        ConsumerRecords<String, byte[]> early = consumer.poll(Duration.ZERO);
        early.partitions()
                .forEach(
                        partition ->
                                consumer.seek(partition, early.records(partition).get(0).offset()));
    }

    private void commitSoon(KafkaConsumer<String, byte[]> consumer) {
        committedAt = Instant.now();
        uncommitted = false;
        consumer.commitAsync(
                Map.copyOf(taken),
                (offsets, failure) -> {
                    if (failure != null) {
                        uncommitted = true;
                    }
                });
    }

    private void commitNow(KafkaConsumer<String, byte[]> consumer) {
        if (!taken.isEmpty()) {
            try {
                consumer.commitSync(taken);
            } catch (KafkaException e) {
                // Who reads these partitions next takes the last ones again.
                LOG.debugf("offsets of %s were not committed", topic.topicName());
            }
        }
        uncommitted = false;
    }

    private KafkaConsumer<String, byte[]> consumer() {
        taken.clear();
        return new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
    }

    private static void pause(Duration pause) {
        try {
            Thread.sleep(pause.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whoever reads a partition next begins where this one ended. */
    private final class Moves implements ConsumerRebalanceListener {
        private final KafkaConsumer<String, byte[]> consumer;

        private Moves(KafkaConsumer<String, byte[]> consumer) {
            this.consumer = consumer;
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> gone) {
            commitNow(consumer);
            gone.forEach(taken::remove);
        }

        @Override
        public void onPartitionsLost(Collection<TopicPartition> gone) {
            gone.forEach(taken::remove);
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> ours) {
            // They begin at what is committed.
        }
    }
}
