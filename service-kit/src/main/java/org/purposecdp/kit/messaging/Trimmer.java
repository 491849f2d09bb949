package org.purposecdp.kit.messaging;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.scheduler.Scheduled;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

import org.purposecdp.contracts.topic.Topic;

/**
 * Deletes from flow topics what every subscriber has read. The bytes of the active segment go only
 * when it rolls, so an idle partition gets a marker.
 */
@ApplicationScoped
class Trimmer {
    private static final Logger LOG = Logger.getLogger(Trimmer.class);

    /** After a segment's length, so that whatever is appended next closes it. */
    private static final Duration MARGIN = Duration.ofSeconds(5);

    private final KafkaAdmin kafka;
    private final EventProducer producer;
    private final String service;
    private final Map<TopicPartition, Tail> tails = new HashMap<>();

    Trimmer(
            KafkaAdmin kafka,
            EventProducer producer,
            @ConfigProperty(name = "quarkus.application.name") String service) {
        this.kafka = kafka;
        this.producer = producer;
        this.service = service;
    }

    /**
     * Where a partition's end was seen last, since when, and whether only a marker follows data.
     */
    private record Tail(long end, Instant since, boolean rolled) {}

    @Scheduled(
            every = "15s",
            delayed = "20s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void trim() {
        Arrays.stream(Topic.values())
                .filter(topic -> topic.trimmedBy(service))
                .forEach(this::tryTrim);
    }

    private void tryTrim(Topic topic) {
        try {
            trim(topic);
        } catch (RuntimeException e) {
            LOG.warnf("%s is not trimmed now: %s", topic.topicName(), e.getMessage());
        }
    }

    private void trim(Topic topic) {
        Map<TopicPartition, Long> read = kafka.offsets().slowest(topic);
        TopicAdmin.await(
                kafka.admin()
                        .deleteRecords(
                                read.entrySet().stream()
                                        .filter(entry -> entry.getValue() > 0)
                                        .collect(
                                                Collectors.toMap(
                                                        Map.Entry::getKey,
                                                        entry ->
                                                                RecordsToDelete.beforeOffset(
                                                                        entry.getValue()))))
                        .all());
        Duration idle = kafka.topics().segmentLength(topic).plus(MARGIN);
        kafka.offsets()
                .of(read.keySet(), OffsetSpec.latest())
                .forEach(
                        (partition, end) ->
                                roll(partition, end.offset(), read.get(partition), idle));
    }

    private void roll(TopicPartition partition, long end, long read, Duration idle) {
        Tail tail = tails.get(partition);
        if (tail == null || tail.end() != end) {
            boolean ours = tail != null && tail.rolled() && end == tail.end() + 1;
            tails.put(partition, new Tail(end, Instant.now(), ours));
            return;
        }
        if (end == 0
                || tail.rolled()
                || read < end
                || tail.since().plus(idle).isAfter(Instant.now())) {
            return;
        }
        ProducerRecord<String, byte[]> marker =
                new ProducerRecord<>(partition.topic(), partition.partition(), "marker", null);
        marker.headers().add(Batches.MARKER, Batches.utf8("roll"));
        tails.put(partition, new Tail(end, Instant.now(), true));
        producer.sendRecords(List.of(marker)).subscribe().with(sent -> {}, this::again);
    }

    private void again(Throwable failure) {
        tails.clear();
    }
}
