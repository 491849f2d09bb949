package org.purposecdp.identity.subject;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import org.purposecdp.contracts.json.Json;
import org.purposecdp.contracts.subject.Subject;
import org.purposecdp.kit.state.StateRecord;
import org.purposecdp.kit.state.SubjectBatch;

import static java.nio.charset.StandardCharsets.UTF_8;

/** The statements over the copy of the subjects: each for a whole batch. */
final class SubjectTable {
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
            insert into subject (profile_id, version, ended, body, ack_version, state_partition,
                applied_at, marked_by)
            select *, '' from unnest($1::text[], $2::bigint[], $3::boolean[], $4::text[], $5::bigint[],
                $6::int[], $7::bigint[])
            on conflict (profile_id) do update
            set version = excluded.version, ended = excluded.ended,
                state_partition = excluded.state_partition,
                applied_at = greatest(subject.applied_at, excluded.applied_at),
                body = excluded.body, marked_by = '',
                ack_version = coalesce(excluded.ack_version, subject.ack_version)
            where subject.version < excluded.version
            returning profile_id, blocked
            """;

    private static final String BLOCK =
            """
            with told as (
              insert into subject (profile_id, version, ended, state_partition, blocked_at, marked_by)
              select id, 0, false, state_partition, at, ''
              from unnest($1::text[], $3::int[], $4::bigint[]) as new (id, state_partition, at)
              on conflict (profile_id) do update
              set state_partition = excluded.state_partition,
                  blocked_at = greatest(subject.blocked_at, excluded.blocked_at)
              returning profile_id, blocked)
            insert into barred_node (node_id, profile_id, bar, erases)
            select n.node_id, n.profile_id, $2, false from subject_node n
            join told on told.profile_id = n.profile_id and told.blocked
            on conflict (node_id) do update
            set profile_id = excluded.profile_id, bar = excluded.bar, due = true, change = default
            """;

    private static final String BAR_ALL =
            """
            insert into barred_node (node_id, profile_id, bar, erases)
            select node_id, profile_id, $2, false from subject_node where profile_id = any($1)
            on conflict (node_id) do update
            set profile_id = excluded.profile_id, bar = excluded.bar, due = true, change = default
            where barred_node.bar is distinct from excluded.bar
            """;

    private static final String HELD =
            """
            with held as (
              select new.* from unnest($1::text[], $2::text[], $3::text[], $4::boolean[])
                as new (node_id, profile_id, bar, erases)
              join subject_node s on s.node_id = new.node_id and s.profile_id = new.profile_id)
            """;

    /** What was erased stays so while the same is in the way. */
    private static final String BAR =
            HELD
                    + """
                    insert into barred_node (node_id, profile_id, bar, erases)
                    select * from held where bar is not null order by node_id
                    on conflict (node_id) do update
                    set profile_id = excluded.profile_id, bar = excluded.bar,
                        erases = excluded.erases, due = true, change = default,
                        since = case when barred_node.bar = excluded.bar
                                then barred_node.since else excluded.since end
                    where barred_node.profile_id is null or barred_node.bar is null
                    or barred_node.bar <> excluded.bar or excluded.erases and not barred_node.erases
                    """;

    private static final String FREE =
            HELD
                    + """
                    update barred_node b
                    set profile_id = held.profile_id, bar = null, erases = false, due = true,
                        change = default
                    from held where b.node_id = held.node_id and held.bar is null
                    and b.bar is not null
                    """;

    Uni<Void> nodes(SqlConnection tx, Map<String, SubjectBatch.Holding> nodes) {
        return tx.preparedQuery(NODES)
                .execute(
                        Tuple.of(
                                nodes.keySet().toArray(String[]::new),
                                column(nodes.values(), SubjectBatch.Holding::profileId),
                                nodes.values().stream()
                                        .map(SubjectBatch.Holding::version)
                                        .toArray(Long[]::new)))
                .replaceWithVoid();
    }

    /**
     * Those that a later state blocks, which another instance could not read, stay barred.
     *
     * @return the others of the subjects that were newer
     */
    Uni<Set<String>> subjects(SqlConnection tx, SubjectBatch newest) {
        Collection<Subject> subjects = newest.subjects().values();
        return tx.preparedQuery(SUBJECTS)
                .execute(
                        Tuple.tuple()
                                .addValue(column(subjects, Subject::profileId))
                                .addValue(
                                        subjects.stream()
                                                .map(Subject::version)
                                                .toArray(Long[]::new))
                                .addValue(
                                        subjects.stream()
                                                .map(Subject::ended)
                                                .toArray(Boolean[]::new))
                                .addValue(column(subjects, s -> new String(Json.bytes(s), UTF_8)))
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
                .flatMap(
                        rows -> {
                            Set<String> newer = new HashSet<>();
                            Set<String> blocked = new TreeSet<>();
                            rows.forEach(
                                    row ->
                                            (row.getBoolean(1) ? blocked : newer)
                                                    .add(row.getString(0)));
                            return bar(tx, blocked).replaceWith(newer);
                        });
    }

    private static Uni<Void> bar(SqlConnection tx, Set<String> blocked) {
        return blocked.isEmpty()
                ? Uni.createFrom().voidItem()
                : tx.preparedQuery(BAR_ALL)
                        .execute(Tuple.of(blocked.toArray(String[]::new), Mark.BLOCKED))
                        .replaceWithVoid();
    }

    /** But those that are read from there on, by whichever instance. */
    Uni<Void> block(SqlConnection tx, Collection<StateRecord> unreadable) {
        return unreadable.isEmpty()
                ? Uni.createFrom().voidItem()
                : tx.preparedQuery(BLOCK)
                        .execute(
                                Tuple.of(
                                        column(unreadable, StateRecord::key),
                                        Mark.BLOCKED,
                                        unreadable.stream()
                                                .map(StateRecord::partition)
                                                .toArray(Integer[]::new),
                                        unreadable.stream()
                                                .map(StateRecord::offset)
                                                .toArray(Long[]::new)))
                        .replaceWithVoid();
    }

    /** The next subjects whose marks are to be worked out anew; nobody else does meanwhile. */
    Uni<List<Subject>> toMark(SqlConnection tx, String policy, int most) {
        return tx.preparedQuery(
                        """
                        select body from subject
                        where (marked_by < $1 or marked_by > $1 or turns_at <= now())
                        and body is not null and not blocked
                        order by profile_id limit $2 for update skip locked
                        """)
                .execute(Tuple.of(policy, most))
                .map(
                        rows -> {
                            List<Subject> subjects = new ArrayList<>();
                            rows.forEach(
                                    row ->
                                            subjects.add(
                                                    Json.parse(
                                                            row.getString(0).getBytes(UTF_8),
                                                            Subject.class)));
                            return subjects;
                        });
    }

    /** Bars whoever these hold; what was refused before stays so. */
    Uni<Void> barAll(SqlConnection tx, Collection<String> profileIds, String policy) {
        String[] ids = profileIds.toArray(String[]::new);
        return ids.length == 0
                ? Uni.createFrom().voidItem()
                : tx.preparedQuery(BAR_ALL)
                        .execute(Tuple.of(ids, Mark.BLOCKED))
                        .chain(
                                () ->
                                        tx.preparedQuery(
                                                        "update subject set marked_by = $2,"
                                                                + " turns_at = null"
                                                                + " where profile_id = any($1)")
                                                .execute(Tuple.of(ids, policy)))
                        .replaceWithVoid();
    }

    /**
     * @param marks by profileId; nothing for one that has ended
     * @param policy by which they were worked out
     */
    Uni<Void> mark(SqlConnection tx, Map<String, Marks> marks, String policy) {
        List<String> profileIds = marks.keySet().stream().sorted().toList();
        List<String[]> refused = new ArrayList<>();
        List<Boolean> erases = new ArrayList<>();
        marks.forEach(
                (profileId, own) ->
                        own.refused()
                                .forEach(
                                        (pseudonym, mark) -> {
                                            refused.add(
                                                    new String[] {
                                                        pseudonym, profileId, mark.bar()
                                                    });
                                            erases.add(mark.erases());
                                        }));
        Tuple nodes = nodes(marks);
        return tx.preparedQuery(BAR)
                .execute(nodes)
                .chain(() -> tx.preparedQuery(FREE).execute(nodes))
                .chain(
                        () ->
                                tx.preparedQuery(
                                                "delete from refused_identifier where profile_id = any($1)")
                                        .execute(
                                                Tuple.tuple()
                                                        .addValue(
                                                                profileIds.toArray(String[]::new))))
                .chain(
                        () ->
                                tx.preparedQuery(
                                                """
                                                insert into refused_identifier
                                                select * from unnest(
                                                  $1::text[], $2::text[], $3::text[], $4::boolean[])
                                                """)
                                        .execute(
                                                Tuple.of(
                                                        column(refused, row -> row[0]),
                                                        column(refused, row -> row[1]),
                                                        column(refused, row -> row[2]),
                                                        erases.toArray(Boolean[]::new))))
                .chain(
                        () ->
                                tx.preparedQuery(
                                                """
                                                update subject set marked_by = $3, turns_at = new.turns
                                                from unnest($1::text[], $2::timestamptz[]) as new (id, turns)
                                                where profile_id = new.id
                                                """)
                                        .execute(
                                                Tuple.of(
                                                        profileIds.toArray(String[]::new),
                                                        profileIds.stream()
                                                                .map(marks::get)
                                                                .map(Marks::turnsAt)
                                                                .map(SubjectTable::utc)
                                                                .toArray(OffsetDateTime[]::new),
                                                        policy)))
                .replaceWithVoid();
    }

    private static Tuple nodes(Map<String, Marks> marks) {
        List<String> profiles = new ArrayList<>();
        List<Mark> nodes = new ArrayList<>();
        marks.forEach(
                (profileId, own) ->
                        own.nodes()
                                .forEach(
                                        mark -> {
                                            profiles.add(profileId);
                                            nodes.add(mark);
                                        }));
        return Tuple.of(
                column(nodes, Mark::nodeId),
                profiles.toArray(String[]::new),
                column(nodes, Mark::bar),
                nodes.stream().map(Mark::erases).toArray(Boolean[]::new));
    }

    /** What is not permitted for thirty days, and does not come back, is erased; but restricted. */
    Uni<Integer> eraseSuspended(SqlClient client, OffsetDateTime before) {
        return client.preparedQuery(
                        """
                        update barred_node set erases = true, due = true, change = default
                        where not erases and bar is not null and bar <> 'RESTRICTED' and since < $1
                        """)
                .execute(Tuple.of(before))
                .map(rows -> rows.rowCount());
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }

    private static <T> String[] column(Collection<T> rows, Function<T, String> value) {
        return rows.stream().map(value).toArray(String[]::new);
    }
}
