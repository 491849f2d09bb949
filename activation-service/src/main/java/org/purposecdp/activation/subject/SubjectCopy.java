package org.purposecdp.activation.subject;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.jboss.logging.Logger;

import org.purposecdp.contracts.json.Json;
import org.purposecdp.contracts.subject.Subject;
import org.purposecdp.contracts.topic.Topic;
import org.purposecdp.kit.state.StateRecord;
import org.purposecdp.kit.state.StateStore;
import org.purposecdp.kit.state.StateTopics;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Writes the copy of the subjects: nodes first, then subjects, each in id order, as claims lock
 * them.
 */
@ApplicationScoped
public class SubjectCopy implements StateStore {
    private static final Logger LOG = Logger.getLogger(SubjectCopy.class);
    private static final String TOPIC = Topic.SUBJECTS.topicName();

    private static final String NODES =
            """
            insert into subject_node (node_id, profile_id, version)
            select * from unnest($1::text[], $2::text[], $3::bigint[])
            on conflict (node_id) do update
            set profile_id = excluded.profile_id, version = excluded.version
            where subject_node.version < excluded.version
            """;

    private static final String SUBJECTS =
            """
            insert into subject (profile_id, version, ended, node_ids, body, ack_version)
            select id, version, ended, string_to_array(nodes, ','), body, ack
            from unnest($1::text[], $2::bigint[], $3::boolean[], $4::text[], $5::text[], $6::bigint[])
                as new (id, version, ended, nodes, body, ack)
            on conflict (profile_id) do update
            set version = excluded.version, ended = excluded.ended, blocked = false,
                node_ids = excluded.node_ids, body = excluded.body,
                ack_version = coalesce(excluded.ack_version, subject.ack_version)
            where subject.version < excluded.version
            """;

    private static final String BLOCK =
            """
            insert into subject (profile_id, version, ended, blocked, node_ids)
            select id, 0, false, true, '{}' from unnest($1::text[]) as new (id)
            on conflict (profile_id) do update set blocked = true
            """;

    private static final String OFFSETS =
            """
            insert into state_offset (topic, partition, next)
            select $1, * from unnest($2::int[], $3::bigint[])
            on conflict (topic, partition) do update set next = excluded.next
            """;

    private final Pool pool;
    private final Acknowledgements acknowledgements;
    private final Event<SubjectsApplied> applied;

    SubjectCopy(Pool pool, Acknowledgements acknowledgements, Event<SubjectsApplied> applied) {
        this.pool = pool;
        this.acknowledgements = acknowledgements;
        this.applied = applied;
    }

    void register(@Observes StartupEvent event, StateTopics topics) {
        topics.register(Topic.SUBJECTS, this);
    }

    @Override
    public Uni<Map<Integer, Long>> offsets() {
        return pool.preparedQuery("select partition, next from state_offset where topic = $1")
                .execute(Tuple.of(TOPIC))
                .map(
                        rows -> {
                            Map<Integer, Long> next = new HashMap<>();
                            rows.forEach(row -> next.put(row.getInteger(0), row.getLong(1)));
                            return next;
                        });
    }

    @Override
    public Uni<Void> apply(List<StateRecord> batch, Map<Integer, Long> nextOffsets) {
        Newest newest = Newest.of(batch);
        return pool.withTransaction(
                        tx ->
                                nodes(tx, newest)
                                        .chain(() -> subjects(tx, newest))
                                        .chain(() -> block(tx, newest))
                                        .chain(() -> offsets(tx, nextOffsets)))
                .invoke(acknowledgements::wake)
                .invoke(
                        () ->
                                applied.fire(
                                        new SubjectsApplied(
                                                List.copyOf(newest.subjects().keySet()))));
    }

    /**
     * The last word of a batch on each profile and node, in id order.
     *
     * @param unreadable profiles whose last message cannot be read
     */
    record Newest(
            TreeMap<String, Subject> subjects,
            Map<String, Long> acks,
            TreeMap<String, Holding> nodes,
            List<String> unreadable) {

        record Holding(String profileId, long version) {}

        static Newest of(List<StateRecord> batch) {
            Newest newest =
                    new Newest(
                            new TreeMap<>(), new HashMap<>(), new TreeMap<>(), new ArrayList<>());
            batch.forEach(newest::take);
            return newest;
        }

        private void take(StateRecord record) {
            try {
                take(Json.parse(record.value(), Subject.class));
                unreadable.remove(record.key());
            } catch (RuntimeException e) {
                LOG.errorf(
                        "the subject at partition %d offset %d cannot be read: nothing is sent for it",
                        record.partition(), record.offset());
                unreadable.add(record.key());
            }
        }

        private void take(Subject subject) {
            subjects.merge(
                    subject.profileId(), subject, (a, b) -> b.version() > a.version() ? b : a);
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

    private Uni<Void> nodes(SqlConnection tx, Newest newest) {
        return tx.preparedQuery(NODES)
                .execute(
                        Tuple.of(
                                newest.nodes().keySet().toArray(String[]::new),
                                newest.nodes().values().stream()
                                        .map(Newest.Holding::profileId)
                                        .toArray(String[]::new),
                                newest.nodes().values().stream()
                                        .map(Newest.Holding::version)
                                        .toArray(Long[]::new)))
                .replaceWithVoid();
    }

    private Uni<Void> subjects(SqlConnection tx, Newest newest) {
        List<Subject> subjects = List.copyOf(newest.subjects().values());
        return tx.preparedQuery(SUBJECTS)
                .execute(
                        Tuple.of(
                                subjects.stream().map(Subject::profileId).toArray(String[]::new),
                                subjects.stream().map(Subject::version).toArray(Long[]::new),
                                subjects.stream().map(Subject::ended).toArray(Boolean[]::new),
                                subjects.stream().map(SubjectCopy::nodeIds).toArray(String[]::new),
                                subjects.stream()
                                        .map(subject -> new String(Json.bytes(subject), UTF_8))
                                        .toArray(String[]::new),
                                subjects.stream()
                                        .map(subject -> newest.acks().get(subject.profileId()))
                                        .toArray(Long[]::new)))
                .replaceWithVoid();
    }

    private static String nodeIds(Subject subject) {
        return subject.nodes().stream().map(Subject.Node::nodeId).collect(Collectors.joining(","));
    }

    private static Uni<Void> block(SqlConnection tx, Newest newest) {
        if (newest.unreadable().isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return tx.preparedQuery(BLOCK)
                .execute(
                        Tuple.tuple()
                                .addValue(
                                        newest.unreadable().stream()
                                                .distinct()
                                                .sorted()
                                                .toArray(String[]::new)))
                .replaceWithVoid();
    }

    private static Uni<Void> offsets(SqlConnection tx, Map<Integer, Long> next) {
        List<Integer> partitions = next.keySet().stream().sorted().toList();
        return tx.preparedQuery(OFFSETS)
                .execute(
                        Tuple.of(
                                TOPIC,
                                partitions.toArray(Integer[]::new),
                                partitions.stream().map(next::get).toArray(Long[]::new)))
                .replaceWithVoid();
    }
}
