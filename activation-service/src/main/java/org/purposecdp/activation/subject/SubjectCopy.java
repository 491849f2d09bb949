package org.purposecdp.activation.subject;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import org.purposecdp.contracts.json.Json;
import org.purposecdp.contracts.subject.Subject;
import org.purposecdp.contracts.topic.Topic;
import org.purposecdp.kit.messaging.OwnNo;
import org.purposecdp.kit.messaging.PostgresDeadLetters;
import org.purposecdp.kit.state.StateOffsets;
import org.purposecdp.kit.state.StateRecord;
import org.purposecdp.kit.state.StateStore;
import org.purposecdp.kit.state.StateTopics;
import org.purposecdp.kit.state.SubjectBatch;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Writes the copy of the subjects: nodes first, then subjects, each in id order, as claims lock
 * them.
 */
@ApplicationScoped
public class SubjectCopy implements StateStore {
    private static final StateOffsets OFFSETS = new StateOffsets(Topic.SUBJECTS, "subject");

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
            insert into subject (profile_id, version, ended, node_ids, body, ack_version,
                state_partition, applied_at)
            select id, version, ended, string_to_array(nodes, ','), body, ack, state_partition, at
            from unnest($1::text[], $2::bigint[], $3::boolean[], $4::text[], $5::text[], $6::bigint[],
                $7::int[], $8::bigint[])
                as new (id, version, ended, nodes, body, ack, state_partition, at)
            on conflict (profile_id) do update
            set version = excluded.version, ended = excluded.ended,
                state_partition = excluded.state_partition,
                applied_at = greatest(subject.applied_at, excluded.applied_at),
                node_ids = excluded.node_ids, body = excluded.body,
                ack_version = coalesce(excluded.ack_version, subject.ack_version)
            where subject.version < excluded.version
            """;

    private static final String BLOCK =
            """
            insert into subject (profile_id, version, ended, node_ids, state_partition, blocked_at)
            select id, 0, false, '{}', state_partition, at
            from unnest($1::text[], $2::int[], $3::bigint[]) as new (id, state_partition, at)
            on conflict (profile_id) do update
            set state_partition = excluded.state_partition,
                blocked_at = greatest(subject.blocked_at, excluded.blocked_at)
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
        return OFFSETS.read(pool);
    }

    @Override
    public Uni<Void> apply(List<StateRecord> batch, Map<Integer, Long> nextOffsets) {
        SubjectBatch newest = SubjectBatch.of(batch);
        return pool.withTransaction(
                        tx ->
                                nodes(tx, newest)
                                        .chain(() -> subjects(tx, newest))
                                        .chain(() -> block(tx, newest))
                                        .chain(() -> eraseLetters(tx, newest))
                                        .chain(() -> OFFSETS.write(tx, nextOffsets)))
                .invoke(
                        () -> {
                            if (!newest.acks().isEmpty()) {
                                acknowledgements.applied();
                            }
                        })
                .invoke(
                        () ->
                                applied.fire(
                                        new SubjectsApplied(
                                                List.copyOf(newest.subjects().keySet()))));
    }

    private Uni<Void> nodes(SqlConnection tx, SubjectBatch newest) {
        return tx.preparedQuery(NODES)
                .execute(
                        Tuple.of(
                                newest.nodes().keySet().toArray(String[]::new),
                                newest.nodes().values().stream()
                                        .map(SubjectBatch.Holding::profileId)
                                        .toArray(String[]::new),
                                newest.nodes().values().stream()
                                        .map(SubjectBatch.Holding::version)
                                        .toArray(Long[]::new)))
                .replaceWithVoid();
    }

    private Uni<Void> subjects(SqlConnection tx, SubjectBatch newest) {
        List<Subject> subjects = List.copyOf(newest.subjects().values());
        return tx.preparedQuery(SUBJECTS)
                .execute(
                        Tuple.tuple()
                                .addValue(texts(subjects, Subject::profileId))
                                .addValue(
                                        subjects.stream()
                                                .map(Subject::version)
                                                .toArray(Long[]::new))
                                .addValue(
                                        subjects.stream()
                                                .map(Subject::ended)
                                                .toArray(Boolean[]::new))
                                .addValue(texts(subjects, SubjectCopy::nodeIds))
                                .addValue(texts(subjects, s -> new String(Json.bytes(s), UTF_8)))
                                .addValue(
                                        subjects.stream()
                                                .map(s -> newest.acks().get(s.profileId()))
                                                .toArray(Long[]::new))
                                .addValue(
                                        subjects.stream()
                                                .map(s -> newest.read().get(s.profileId()))
                                                .map(StateRecord::partition)
                                                .toArray(Integer[]::new))
                                .addValue(
                                        subjects.stream()
                                                .map(s -> newest.read().get(s.profileId()))
                                                .map(StateRecord::offset)
                                                .toArray(Long[]::new)))
                .replaceWithVoid();
    }

    private static <T> String[] texts(Collection<T> rows, Function<T, String> text) {
        return rows.stream().map(text).toArray(String[]::new);
    }

    private static String nodeIds(Subject subject) {
        return subject.nodes().stream().map(Subject.Node::nodeId).collect(Collectors.joining(","));
    }

    /** But those that are read from there on, by whichever instance. */
    private static Uni<Void> block(SqlConnection tx, SubjectBatch newest) {
        Collection<StateRecord> unreadable = newest.unreadable().values();
        return unreadable.isEmpty()
                ? Uni.createFrom().voidItem()
                : tx.preparedQuery(BLOCK)
                        .execute(
                                Tuple.of(
                                        texts(unreadable, StateRecord::key),
                                        unreadable.stream()
                                                .map(StateRecord::partition)
                                                .toArray(Integer[]::new),
                                        unreadable.stream()
                                                .map(StateRecord::offset)
                                                .toArray(Long[]::new)))
                        .replaceWithVoid();
    }

    /** Of a profile that is no more all go. */
    private static Uni<Void> eraseLetters(SqlConnection tx, SubjectBatch newest) {
        Map<String, Instant> until =
                OwnNo.until(
                        newest.subjects().values(), (subject, node) -> Set.of(subject.profileId()));
        Instant now = Instant.now();
        newest.subjects().values().stream()
                .filter(Subject::ended)
                .forEach(subject -> until.put(subject.profileId(), now));
        return PostgresDeadLetters.erase(tx, until);
    }
}
