package org.purposecdp.consent.fence;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;

/**
 * Acknowledgements that nobody waits for any more: once every point has acknowledged the newest
 * version that wanted it, that version stands beside the Subject in the place of a row a point.
 * What was acknowledged of a spread goes with its time.
 */
@ApplicationScoped
class SettledAcks {
    /** Of a Subject that changes often the rows are written over, not made anew. */
    private static final Duration KEPT = Duration.ofHours(1);

    private static final int PAGE = 1_000;

    private static final String IDS =
            """
            select distinct profile_id from fence_ack where profile_id > $1
            order by profile_id limit $2
            """;

    /** Never waits for whoever derives a Subject, nor for another instance: it comes again. */
    private static final String SETTLE =
            """
            with acked as (
                select s.profile_id, min(greatest(coalesce(a.version, 0), s.settled)) as version
                from (select profile_id, settled, ack_wanted from subject
                      where profile_id = any($1) for update skip locked) s
                cross join unnest($2::text[]) as p (point)
                left join fence_ack a on a.profile_id = s.profile_id and a.point = p.point
                where not exists (
                    select from fence_ack young
                    where young.profile_id = s.profile_id and young.at >= $3)
                group by s.profile_id, s.ack_wanted
                having min(greatest(coalesce(a.version, 0), s.settled)) >= s.ack_wanted),
            settled as (
                update subject set settled = acked.version from acked
                where subject.profile_id = acked.profile_id
                returning subject.profile_id)
            delete from fence_ack
            where at < $3 and profile_id = any($1)
                and (cardinality($2::text[]) = 0 or profile_id in (select profile_id from settled)
                    or profile_id not in (select profile_id from subject
                        where profile_id = any($1)))
            """;

    private final Pool pool;
    private final Fence fence;

    SettledAcks(Pool pool, Fence fence) {
        this.pool = pool;
        this.fence = fence;
    }

    @Scheduled(
            every = "1h",
            delayed = "5m",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> settle() {
        return settle("", OffsetDateTime.now(ZoneOffset.UTC).minus(KEPT));
    }

    private Uni<Void> settle(String after, OffsetDateTime before) {
        return pool.preparedQuery(IDS)
                .execute(Tuple.of(after, PAGE))
                .map(SettledAcks::ids)
                .chain(
                        ids ->
                                ids.isEmpty()
                                        ? Uni.createFrom().voidItem()
                                        : settle(ids, before)
                                                .chain(
                                                        () ->
                                                                settle(
                                                                        ids.get(ids.size() - 1),
                                                                        before)));
    }

    private static List<String> ids(RowSet<Row> rows) {
        List<String> ids = new ArrayList<>();
        rows.forEach(row -> ids.add(row.getString(0)));
        return ids;
    }

    private Uni<Void> settle(List<String> profileIds, OffsetDateTime before) {
        return pool.preparedQuery(SETTLE)
                .execute(
                        Tuple.of(
                                profileIds.toArray(String[]::new),
                                fence.points().toArray(String[]::new),
                                before))
                .replaceWithVoid();
    }
}
