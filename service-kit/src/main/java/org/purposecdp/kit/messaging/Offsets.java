package org.purposecdp.kit.messaging;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

import org.purposecdp.contracts.topic.Topic;

/**
 * Where topics begin and end, how old what they hold is, and how far their subscribers have read.
 * Blocking.
 */
final class Offsets {
    private static final long NONE_SO_RECENT = -1;

    private final Admin admin;

    Offsets(Admin admin) {
        this.admin = admin;
    }

    /** A group without an offset starts at 0, not at whatever is left. */
    void startAtZero(String service, Topic topic) {
        String group = topic.group(service);
        Map<TopicPartition, OffsetAndMetadata> missing = withoutOffset(group, topic);
        if (missing.isEmpty()) {
            return;
        }
        try {
            TopicAdmin.await(admin.alterConsumerGroupOffsets(group, missing).all());
        } catch (IllegalStateException e) {
            // Another instance that starts for the first time may have been faster, and reads.
            if (!withoutOffset(group, topic).isEmpty()) {
                throw new IllegalStateException(
                        "%s cannot start at 0 of %s: %s"
                                .formatted(group, topic.topicName(), e.getMessage()),
                        e);
            }
        }
    }

    private Map<TopicPartition, OffsetAndMetadata> withoutOffset(String group, Topic topic) {
        Map<TopicPartition, OffsetAndMetadata> known = committed(group);
        return TopicAdmin.partitions(topic).stream()
                .filter(partition -> known.get(partition) == null)
                .collect(
                        Collectors.toMap(partition -> partition, none -> new OffsetAndMetadata(0)));
    }

    /** Partition → the first offset that some subscriber has not read; without an offset, 0. */
    Map<TopicPartition, Long> slowest(Topic topic) {
        List<Map<TopicPartition, OffsetAndMetadata>> committed =
                topic.subscribers().stream().map(topic::group).map(this::committed).toList();
        return TopicAdmin.partitions(topic).stream()
                .collect(
                        Collectors.toMap(
                                partition -> partition,
                                partition ->
                                        committed.stream()
                                                .mapToLong(offsets -> offset(offsets, partition))
                                                .min()
                                                .orElse(0)));
    }

    private static long offset(
            Map<TopicPartition, OffsetAndMetadata> offsets, TopicPartition partition) {
        OffsetAndMetadata offset = offsets.get(partition);
        return offset == null ? 0 : offset.offset();
    }

    private Map<TopicPartition, OffsetAndMetadata> committed(String group) {
        return TopicAdmin.await(
                admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
    }

    /** Whether some subscriber has not read what is older than that. */
    boolean behind(Topic topic, Instant since) {
        return older(slowest(topic), since);
    }

    /** Whether anything from these offsets on is older than that. */
    boolean older(Map<TopicPartition, Long> from, Instant since) {
        // The ends first: what is appended to an empty partition meanwhile is neither old nor late.
        Map<TopicPartition, ListOffsetsResultInfo> ends = of(from.keySet(), OffsetSpec.latest());
        Map<TopicPartition, ListOffsetsResultInfo> recent =
                of(from.keySet(), OffsetSpec.forTimestamp(since.toEpochMilli()));
        Map<TopicPartition, ListOffsetsResultInfo> newest =
                of(from.keySet(), OffsetSpec.maxTimestamp());
        return from.entrySet().stream()
                .anyMatch(
                        entry ->
                                older(
                                        entry.getValue(),
                                        firstRecent(
                                                recent.get(entry.getKey()),
                                                newest.get(entry.getKey()),
                                                since),
                                        ends.get(entry.getKey()).offset()));
    }

    /**
     * The broker searches one segment only; where that has been trimmed and not yet removed it
     * finds none, although later ones are full. What these hold came after, so is recent.
     */
    static long firstRecent(
            ListOffsetsResultInfo found, ListOffsetsResultInfo newest, Instant since) {
        boolean missed =
                found.offset() == NONE_SO_RECENT && newest.timestamp() >= since.toEpochMilli();
        return missed ? 0 : found.offset();
    }

    /**
     * @param recent offset of the first message that is not older, -1 when there is none
     */
    static boolean older(long from, long recent, long end) {
        return from < (recent == NONE_SO_RECENT ? end : recent);
    }

    Map<TopicPartition, ListOffsetsResultInfo> of(Set<TopicPartition> partitions, OffsetSpec spec) {
        return TopicAdmin.await(
                admin.listOffsets(
                                partitions.stream()
                                        .collect(
                                                Collectors.toMap(
                                                        partition -> partition, all -> spec)))
                        .all());
    }
}
