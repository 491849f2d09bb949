package org.purposecdp.identity.subject;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.jboss.logging.Logger;

import org.purposecdp.contracts.json.Json;
import org.purposecdp.contracts.subject.Subject;
import org.purposecdp.kit.state.StateRecord;

/**
 * The last word of a batch on each profile and node, in id order.
 *
 * @param acks newest versions that must be acknowledged
 * @param unreadable profiles whose last message cannot be read
 */
record Newest(
        TreeMap<String, Subject> subjects,
        Map<String, Long> acks,
        TreeMap<String, Holding> nodes,
        List<String> unreadable) {
    private static final Logger LOG = Logger.getLogger(Newest.class);

    record Holding(String profileId, long version) {}

    static Newest of(List<StateRecord> batch) {
        Newest newest =
                new Newest(new TreeMap<>(), new HashMap<>(), new TreeMap<>(), new ArrayList<>());
        batch.forEach(newest::take);
        return newest;
    }

    private void take(StateRecord record) {
        try {
            take(Json.parse(record.value(), Subject.class));
            unreadable.remove(record.key());
        } catch (RuntimeException e) {
            LOG.errorf(
                    "the subject at partition %d offset %d cannot be read: nobody is matched by it",
                    record.partition(), record.offset());
            if (!unreadable.contains(record.key())) {
                unreadable.add(record.key());
            }
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
