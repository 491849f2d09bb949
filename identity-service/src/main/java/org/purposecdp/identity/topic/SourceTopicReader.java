package org.purposecdp.identity.topic;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.core.JsonParser;
import io.quarkus.vertx.VertxContextSupport;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jboss.logging.Logger;

import org.purposecdp.contracts.identifier.Pseudonyms;
import org.purposecdp.identity.IdentityProblem;
import org.purposecdp.identity.capture.BoundedJson;
import org.purposecdp.identity.capture.BoundedJson.Value;
import org.purposecdp.identity.capture.Intake;
import org.purposecdp.identity.capture.InvalidEvent;
import org.purposecdp.identity.capture.Reading;
import org.purposecdp.identity.mapping.JsonRecords;
import org.purposecdp.identity.record.PartnerRecords;
import org.purposecdp.identity.source.Source;
import org.purposecdp.identity.source.Sources;
import org.purposecdp.kit.messaging.ConsumerSettings;
import org.purposecdp.kit.messaging.VitalThread;
import org.purposecdp.kit.problem.ProblemException;

/**
 * Reads one topic on a thread of its own. Offsets are committed once Kafka has the records, so none
 * is lost; one that is read twice is the same record. What may not be taken now waits in the topic.
 */
final class SourceTopicReader implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(SourceTopicReader.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration PAUSE = Duration.ofSeconds(2);
    private static final int MOST_AT_ONCE = 500;

    private final String topic;
    private final Source source;
    private final Sources sources;
    private final Intake intake;
    private final JsonRecords records;
    private final String idPrefix;
    private final ConsumerSettings settings;
    private final Thread thread;
    private volatile KafkaConsumer<byte[], byte[]> reading;
    private volatile boolean stopped;
    private String waitsFor;

    SourceTopicReader(
            SourceTopic topic,
            Source source,
            Sources sources,
            Intake intake,
            PartnerRecords records,
            Pseudonyms pseudonyms,
            ConsumerSettings settings) {
        this.topic = topic.topic();
        this.source = source;
        this.sources = sources;
        this.intake = intake;
        this.records = new JsonRecords(topic.form(), source, records, pseudonyms);
        // Another topic of the source has other messages at the same offsets.
        this.idPrefix = pseudonyms.record(source.id(), "topic " + topic.topic());
        this.settings = settings;
        this.thread = VitalThread.of("topic-of-" + source.id(), this::run);
    }

    void start() {
        thread.start();
    }

    private void run() {
        while (!stopped) {
            try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
                reading = consumer;
                awaitTopic(consumer);
                consumer.subscribe(List.of(topic));
                while (!stopped) {
                    take(consumer, consumer.poll(POLL));
                }
            } catch (WakeupException e) {
                LOG.debugf("the topic of source %s is read no more", source.id());
            } catch (RuntimeException e) {
                LOG.warnf(
                        "reading the topic of source %s failed with %s, again",
                        source.id(), e.getClass().getName());
                pause();
            }
        }
    }

    /** It may be registered before it is made; a subscription would complain without end. */
    private void awaitTopic(KafkaConsumer<byte[], byte[]> consumer) {
        while (!stopped && !consumer.listTopics().containsKey(topic)) {
            told("NO_SUCH_TOPIC");
            pause();
        }
        told(null);
    }

    private void take(
            KafkaConsumer<byte[], byte[]> consumer, ConsumerRecords<byte[], byte[]> polled) {
        if (polled.isEmpty()) {
            return;
        }
        List<Reading> readings = readings(polled);
        for (String reason = refusal(readings);
                reason != null && !stopped;
                reason = refusal(readings)) {
            told(reason);
            wait(consumer);
        }
        if (stopped) {
            return;
        }
        told(null);
        consumer.resume(consumer.assignment());
        Map<TopicPartition, OffsetAndMetadata> next = new HashMap<>();
        for (TopicPartition partition : polled.partitions()) {
            List<ConsumerRecord<byte[], byte[]>> read = polled.records(partition);
            next.put(partition, new OffsetAndMetadata(read.get(read.size() - 1).offset() + 1));
        }
        try {
            consumer.commitSync(next);
        } catch (CommitFailedException | RebalanceInProgressException e) {
            // Who reads these partitions now reads them again.
            LOG.debugf("partitions of the topic of source %s moved", source.id());
        }
    }

    /** Stays in the group; what comes with a partition that is new here comes again later. */
    private static void wait(KafkaConsumer<byte[], byte[]> consumer) {
        Instant until = Instant.now().plus(PAUSE);
        while (Instant.now().isBefore(until)) {
            consumer.pause(consumer.assignment());
            ConsumerRecords<byte[], byte[]> early = consumer.poll(POLL);
            early.partitions()
                    .forEach(
                            partition ->
                                    consumer.seek(
                                            partition, early.records(partition).get(0).offset()));
        }
    }

    /** Why they are not taken now; null once they are. */
    private String refusal(List<Reading> readings) {
        try {
            Optional<Source> now =
                    VertxContextSupport.subscribeAndAwait(() -> sources.ofId(source.id()));
            if (now.isEmpty()) {
                return IdentityProblem.UNKNOWN_SOURCE.code();
            }
            sources.requireLegalBasis(now.get(), Instant.now());
            VertxContextSupport.subscribeAndAwait(() -> intake.take(now.get(), readings));
            return null;
        } catch (ProblemException e) {
            return e.type().code();
        } catch (Throwable e) {
            return e.getClass().getName();
        }
    }

    /** Once for each reason, however long it lasts. */
    private void told(String reason) {
        if (reason != null && !reason.equals(waitsFor)) {
            LOG.warnf("the topic of source %s waits: %s", source.id(), reason);
        } else if (reason == null && waitsFor != null) {
            LOG.infof("the topic of source %s is read again", source.id());
        }
        waitsFor = reason;
    }

    private List<Reading> readings(ConsumerRecords<byte[], byte[]> polled) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        List<Reading> readings = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> message : polled) {
            if (message.value() != null) {
                readings.add(reading(message, now));
            }
        }
        return readings;
    }

    private Reading reading(ConsumerRecord<byte[], byte[]> message, Instant now) {
        // By its time as well: a topic that is made anew has other messages at the same offsets.
        String id =
                "%s-%d-%d-%d"
                        .formatted(
                                idPrefix,
                                message.partition(),
                                message.offset(),
                                message.timestamp());
        try (JsonParser parser = BoundedJson.factory().createParser(message.value())) {
            if (parser.nextToken() == null) {
                return records.bad(id, InvalidEvent.NOT_JSON);
            }
            Value value = BoundedJson.read(parser, BoundedJson.LARGEST_RECORD);
            if (value.fault() != null || parser.nextToken() != null) {
                return records.bad(
                        id, value.fault() == null ? InvalidEvent.NOT_JSON : value.fault());
            }
            return records.read(message.offset(), value.tree(), id, now);
        } catch (IOException e) {
            return records.bad(id, InvalidEvent.NOT_JSON);
        }
    }

    private void pause() {
        try {
            Thread.sleep(PAUSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stopped = true;
        }
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        return new KafkaConsumer<>(
                settings.foreign("source." + source.id(), MOST_AT_ONCE),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    @Override
    public void close() {
        stopped = true;
        KafkaConsumer<byte[], byte[]> consumer = reading;
        if (consumer != null) {
            consumer.wakeup();
        }
    }
}
