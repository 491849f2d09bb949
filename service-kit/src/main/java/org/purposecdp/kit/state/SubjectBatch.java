package org.purposecdp.kit.state;

import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.jboss.logging.Logger;

import org.purposecdp.contracts.json.Json;
import org.purposecdp.contracts.subject.Subject;
import org.purposecdp.contracts.topic.Topic;

/**
 * What some messages of {@code subjects} come to: the last word on each profile and node, in id
 * order.
 *
 * @param acks newest versions that must be acknowledged, by profileId
 * @param read the last message of each profile that can be read
 * @param unreadable the last of each that cannot: it blocks the profile unless that is read from
 *     there on
 */
public record SubjectBatch(
        TreeMap<String, Subject> subjects,
        Map<String, Long> acks,
        TreeMap<String, Holding> nodes,
        Map<String, StateRecord> read,
        TreeMap<String, StateRecord> unreadable) {
    private static final Logger LOG = Logger.getLogger(SubjectBatch.class);

    public record Holding(String profileId, long version) {}

    public static SubjectBatch of(List<StateRecord> batch) {
        SubjectBatch newest =
                new SubjectBatch(
                        new TreeMap<>(),
                        new HashMap<>(),
                        new TreeMap<>(),
                        new HashMap<>(),
                        new TreeMap<>());
        batch.forEach(newest::take);
        return newest;
    }

    private void take(StateRecord record) {
        try {
            take(Json.parse(record.value(), Subject.class));
            read.put(record.key(), record);
        } catch (UncheckedIOException | IllegalArgumentException | NullPointerException e) {
            LOG.errorf(
                    "the subject at partition %d offset %d cannot be read: its profile is blocked",
                    record.partition(), record.offset());
            BlockedKeys.of(Topic.SUBJECTS).increment();
            unreadable.put(record.key(), record);
        }
    }

    private void take(Subject subject) {
        subjects.merge(subject.profileId(), subject, (a, b) -> b.version() > a.version() ? b : a);
        if (subject.ack()) {
            acks.merge(subject.profileId(), subject.version(), Math::max);
        }
        subject.nodes()
                .forEach(
                        node ->
                                nodes.merge(
                                        node.nodeId(),
                                        new Holding(subject.profileId(), node.version()),
                                        (a, b) -> b.version() > a.version() ? b : a));
    }
}
