package org.purposecdp.identity.subject;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import org.purposecdp.contracts.json.Json;
import org.purposecdp.contracts.subject.Subject;

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
            insert into subject (profile_id, version, ended, body, ack_version, marked_by)
            select *, '' from unnest($1::text[], $2::bigint[], $3::boolean[], $4::text[], $5::bigint[])
            on conflict (profile_id) do update
            set version = excluded.version, ended = excluded.ended, blocked = false,
                body = excluded.body, marked_by = '',
                ack_version = coalesce(excluded.ack_version, subject.ack_version)
            where subject.version < excluded.version
            returning profile_id
            """;

    private static final String BLOCK =
            """
            with blocked as (
              insert into subject (profile_id, version, ended, blocked, marked_by)
              select id, 0, false, true, '' from unnest($1::text[]) as new (id)
              on conflict (profile_id) do update set blocked = true)
            insert into barred_node (node_id, profile_id, bar, erases)
            select node_id, profile_id, $2, false from subject_node where profile_id = any($1)
            on conflict (node_id) do update
            set profile_id = excluded.profile_id, bar = excluded.bar, due = true, change = default
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

    private static final String OFFSETS =
            """
            insert into state_offset (topic, partition, next)
            select $1, * from unnest($2::int[], $3::bigint[])
            on conflict (topic, partition) do update set next = excluded.next
            """;

    Uni<Map<Integer, Long>> offsets(SqlClient client, String topic) {
        return client.preparedQuery("select partition, next from state_offset where topic = $1")
                .execute(Tuple.of(topic))
                .map(
                        rows -> {
                            Map<Integer, Long> next = new HashMap<>();
                            rows.forEach(row -> next.put(row.getInteger(0), row.getLong(1)));
                            return next;
                        });
    }

    Uni<Void> offsets(SqlConnection tx, String topic, Map<Integer, Long> next) {
        List<Integer> partitions = next.keySet().stream().sorted().toList();
        return tx.preparedQuery(OFFSETS)
                .execute(
                        Tuple.of(
                                topic,
                                partitions.toArray(Integer[]::new),
                                partitions.stream().map(next::get).toArray(Long[]::new)))
                .replaceWithVoid();
    }

    Uni<Void> nodes(SqlConnection tx, Map<String, Newest.Holding> nodes) {
        return tx.preparedQuery(NODES)
                .execute(
                        Tuple.of(
                                nodes.keySet().toArray(String[]::new),
                                column(nodes.values(), Newest.Holding::profileId),
                                nodes.values().stream()
                                        .map(Newest.Holding::version)
                                        .toArray(Long[]::new)))
                .replaceWithVoid();
    }

    /**
     * @param acks versions that must be acknowledged, by profileId
     * @return those of the subjects that were newer
     */
    Uni<Set<String>> subjects(
            SqlConnection tx, Collection<Subject> subjects, Map<String, Long> acks) {
        return tx.preparedQuery(SUBJECTS)
                .execute(
                        Tuple.of(
                                column(subjects, Subject::profileId),
                                subjects.stream().map(Subject::version).toArray(Long[]::new),
                                subjects.stream().map(Subject::ended).toArray(Boolean[]::new),
                                column(subjects, s -> new String(Json.bytes(s), UTF_8)),
                                subjects.stream()
                                        .map(subject -> acks.get(subject.profileId()))
                                        .toArray(Long[]::new)))
                .map(
                        rows -> {
                            Set<String> newer = new HashSet<>();
                            rows.forEach(row -> newer.add(row.getString(0)));
                            return newer;
                        });
    }

    Uni<Void> block(SqlConnection tx, List<String> profileIds) {
        return profileIds.isEmpty()
                ? Uni.createFrom().voidItem()
                : tx.preparedQuery(BLOCK)
                        .execute(Tuple.of(profileIds.toArray(String[]::new), Mark.BLOCKED))
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
