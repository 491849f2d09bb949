package org.purposecdp.kit.messaging;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import io.quarkus.scheduler.Scheduled;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

import org.purposecdp.contracts.topic.Topic;

/**
 * Deletes from flow topics what every subscriber has read. The bytes of the active segment go only
 * when it rolls, so an idle partition gets a marker. Until then its last record stays: where
 * nothing is left, all instances can tell that the marker was there.
 */
@ApplicationScoped
class Trimmer {
    private static final Logger LOG = Logger.getLogger(Trimmer.class);

    /** After a segment's length, so that whatever is appended next closes it. */
    private static final Duration MARGIN = Duration.ofSeconds(5);

    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private final KafkaAdmin kafka;
    private final EventProducer producer;
    private final Markers markers;
    private final String service;
    private final Clock clock;
    private final Map<TopicPartition, Tail> tails = new HashMap<>();

    @Inject
    Trimmer(
            KafkaAdmin kafka,
            EventProducer producer,
            ConsumerSettings settings,
            @ConfigProperty(name = "quarkus.application.name") String service) {
        this(kafka, producer, settings, service, Clock.systemUTC());
    }

    Trimmer(
            KafkaAdmin kafka,
            EventProducer producer,
            ConsumerSettings settings,
            String service,
            Clock clock) {
        this.kafka = kafka;
        this.producer = producer;
        this.markers = new Markers(settings.state());
        this.service = service;
        this.clock = clock;
    }

    /** Where a partition's end was seen last, and since when. */
    private record Tail(long end, Instant since) {}

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
        Map<TopicPartition, Long> ends = ends(read);
        Map<TopicPartition, Long> starts =
                delete(
                        of(
                                ends,
                                (partition, end) -> end > 0,
                                (partition, end) -> Math.min(read.get(partition), end - 1)));
        Instant idleSince =
                clock.instant().minus(kafka.topics().segmentLength(topic)).minus(MARGIN);
        roll(
                of(
                        ends,
                        (partition, end) ->
                                idle(partition, end, idleSince)
                                        && read.get(partition) >= end
                                        && starts.getOrDefault(partition, end) < end,
                        (partition, end) -> end));
    }

    /** But where more was read than is there: the topic was made anew, nobody has read this one. */
    private Map<TopicPartition, Long> ends(Map<TopicPartition, Long> read) {
        Map<TopicPartition, Long> ends =
                of(
                        kafka.offsets().of(read.keySet(), OffsetSpec.latest()),
                        (partition, end) -> read.get(partition) <= end.offset(),
                        (partition, end) -> end.offset());
        read.forEach(
                (partition, offset) -> {
                    if (!ends.containsKey(partition)) {
                        LOG.warnf(
                                "%s is not trimmed: offset %d was read and is past its end",
                                partition, offset);
                    }
                });
        return ends;
    }

    /**
     * @return where each begins then, without those that refused
     */
    private Map<TopicPartition, Long> delete(Map<TopicPartition, Long> before) {
        Map<TopicPartition, Long> starts = new HashMap<>();
        kafka.admin()
                .deleteRecords(
                        of(
                                before,
                                (partition, offset) -> true,
                                (partition, offset) -> RecordsToDelete.beforeOffset(offset)))
                .lowWatermarks()
                .forEach(
                        (partition, deleted) -> {
                            try {
                                starts.put(partition, TopicAdmin.await(deleted).lowWatermark());
                            } catch (IllegalStateException e) {
                                LOG.warnf("%s is not trimmed now: %s", partition, e.getMessage());
                            }
                        });
        return starts;
    }

    private boolean idle(TopicPartition partition, long end, Instant since) {
        Tail tail =
                tails.merge(
                        partition,
                        new Tail(end, clock.instant()),
                        (was, is) -> was.end() == is.end() ? was : is);
        return !tail.since().isAfter(since);
    }

    /** Those whose last record is no marker get one; one that did its work goes itself. */
    private void roll(Map<TopicPartition, Long> idle) {
        Set<TopicPartition> marked = markers.last(idle);
        delete(of(idle, (partition, end) -> marked.contains(partition), (partition, end) -> end));
        producer.sendRecords(
                        idle.keySet().stream()
                                .filter(partition -> !marked.contains(partition))
                                .map(Markers::marker)
                                .toList())
                .await()
                .atMost(PATIENCE);
    }

    private static <A, B> Map<TopicPartition, B> of(
            Map<TopicPartition, A> all,
            BiPredicate<TopicPartition, A> wanted,
            BiFunction<TopicPartition, A, B> value) {
        return all.entrySet().stream()
                .filter(entry -> wanted.test(entry.getKey(), entry.getValue()))
                .collect(
                        Collectors.toMap(
                                Map.Entry::getKey,
                                entry -> value.apply(entry.getKey(), entry.getValue())));
    }
}
