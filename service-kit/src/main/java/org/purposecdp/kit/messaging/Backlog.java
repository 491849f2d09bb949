package org.purposecdp.kit.messaging;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.scheduler.Scheduled;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

import org.purposecdp.contracts.topic.Topic;

/**
 * Whether a subscriber of a flow topic is so far behind that what is taken in now might be deleted
 * before it is read. Looked for only where {@code cdp.backlog.limit} says how far that is.
 */
@ApplicationScoped
public class Backlog {
    private static final Logger LOG = Logger.getLogger(Backlog.class);
    private static final long NONE_SO_RECENT = -1;

    private final KafkaAdmin kafka;
    private final Optional<Duration> limit;
    private volatile boolean tooOld;

    Backlog(
            KafkaAdmin kafka,
            @ConfigProperty(name = "cdp.backlog.limit") Optional<Duration> limit) {
        this.kafka = kafka;
        this.limit = limit;
    }

    public boolean tooOld() {
        return tooOld;
    }

    @Scheduled(
            every = "${cdp.backlog.every:30s}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void look() {
        limit.ifPresent(this::look);
    }

    private void look(Duration limit) {
        try {
            Instant since = Instant.now().minus(limit);
            boolean found =
                    Arrays.stream(Topic.values())
                            .filter(topic -> topic.kind() == Topic.Kind.FLOW)
                            .anyMatch(topic -> behind(topic, since));
            if (found != tooOld) {
                LOG.warnf(
                        found
                                ? "a subscriber has not read what is older than %s: capture stops"
                                : "no subscriber is behind by %s any more: capture goes on",
                        limit);
            }
            tooOld = found;
        } catch (RuntimeException e) {
            LOG.warnf("how far subscribers are is not known now: %s", e.getMessage());
        }
    }

    private boolean behind(Topic topic, Instant since) {
        if (topic.subscribers().isEmpty()) {
            return false;
        }
        Set<TopicPartition> partitions = TopicAdmin.partitions(Set.of(topic));
        // The ends first: what is appended to an empty partition meanwhile is neither old nor late.
        Map<TopicPartition, ListOffsetsResultInfo> ends = offsets(partitions, OffsetSpec.latest());
        Map<TopicPartition, ListOffsetsResultInfo> recent =
                offsets(partitions, OffsetSpec.forTimestamp(since.toEpochMilli()));
        Map<TopicPartition, ListOffsetsResultInfo> newest =
                offsets(partitions, OffsetSpec.maxTimestamp());
        return topic.subscribers().stream()
                .map(kafka.topics()::committed)
                .anyMatch(
                        read ->
                                partitions.stream()
                                        .anyMatch(
                                                partition ->
                                                        behind(
                                                                read.get(partition),
                                                                firstRecent(
                                                                        recent.get(partition),
                                                                        newest.get(partition),
                                                                        since),
                                                                ends.get(partition).offset())));
    }

    /**
     * The broker searches one segment only; where that has been trimmed and not yet removed it
     * finds none, although later ones are full. Then the next look tells.
     */
    static long firstRecent(
            ListOffsetsResultInfo found, ListOffsetsResultInfo newest, Instant since) {
        boolean missed =
                found.offset() == NONE_SO_RECENT && newest.timestamp() >= since.toEpochMilli();
        return missed ? 0 : found.offset();
    }

    /**
     * @param read null where nothing was
     * @param recent offset of the first message within the limit, -1 when there is none
     */
    static boolean behind(OffsetAndMetadata read, long recent, long end) {
        return (read == null ? 0 : read.offset()) < (recent == NONE_SO_RECENT ? end : recent);
    }

    private Map<TopicPartition, ListOffsetsResultInfo> offsets(
            Set<TopicPartition> partitions, OffsetSpec spec) {
        return TopicAdmin.await(
                kafka.admin()
                        .listOffsets(
                                partitions.stream()
                                        .collect(Collectors.toMap(Function.identity(), p -> spec)))
                        .all());
    }
}
