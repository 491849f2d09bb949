package org.purposecdp.consent.subject;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.jboss.logging.Logger;

import org.purposecdp.consent.fence.Fence;

/**
 * Derives the Subjects of all who bear an identifier: at once where they are few, else page by
 * page, each a transaction. What was said is on file before: whoever derives one of them meanwhile
 * sees it, so neither their order nor a crash between two pages changes what comes of it. Every
 * instance takes part, of each spread one at a time.
 */
@ApplicationScoped
public class Spread {
    /** What each point acknowledges under the spread's id, once it has each of its Subjects. */
    static final long WHOLE = 1;

    private static final Logger LOG = Logger.getLogger(Spread.class);
    private static final int PAGE = 50;
    private static final int FORGOTTEN_AT_ONCE = 1_000;

    private static final String BEGIN =
            "insert into spread (id, pseudonym, ack) values ($1, $2, $3)";

    /** In turn, so that a large one holds up no other. */
    private static final String DUE =
            """
            select id from spread where stage = 'PAGES' order by turn, id limit 1
            for update skip locked
            """;

    private static final String TAKE =
            "select * from spread where id = $1 and stage = 'PAGES' for update skip locked";

    private static final String CARRYING =
            """
            insert into spread_subject (spread, profile_id, version)
            select $1, * from unnest($2::text[], $3::bigint[])
            on conflict (spread, profile_id) do update
            set version = greatest(spread_subject.version, excluded.version)
            """;

    private static final String GO_ON =
            """
            update spread set after_node = coalesce($2, after_node), lacking = lacking or $3,
                turn = clock_timestamp(),
                stage = case
                    when $2::text is not null then 'PAGES'
                    when ack and not (lacking or $3) then 'ACKS'
                    else 'OVER' end
            where id = $1
            """;

    private static final String LATER =
            """
            insert into derivation_due (profile_id, ack, not_before)
            select profile_id, $2, now() + interval '1 minute'
            from unnest($1::text[]) as u (profile_id)
            on conflict (profile_id) do update set ack = derivation_due.ack or excluded.ack
            """;

    private static final String ACKNOWLEDGED =
            """
            insert into fence_ack (profile_id, point, version)
            select spread.id, point, $2 from spread cross join unnest($1::text[]) as u (point)
            where stage = 'ACKS' and not exists (
                select from spread_subject s
                where s.spread = spread.id and not exists (
                    select from fence_ack a
                    where a.profile_id = s.profile_id and a.point = u.point
                        and a.version >= s.version)
                and not exists (
                    select from subject j
                    where j.profile_id = s.profile_id and j.settled >= s.version))
            order by spread.id, point
            on conflict do nothing
            """;
    private static final String OVER =
            """
            update spread set stage = 'OVER'
            where stage = 'ACKS' and not exists (
                select from unnest($1::text[]) as u (point)
                where not exists (
                    select from fence_ack a
                    where a.profile_id = spread.id and a.point = u.point))
            """;
    private static final String FORGET_SUBJECTS =
            """
            delete from spread_subject where (spread, profile_id) in (
                select s.spread, s.profile_id from spread_subject s
                join spread on spread.id = s.spread where stage = 'OVER' limit $1)
            """;
    private static final String FORGET =
            """
            delete from spread where stage = 'OVER' and not exists (
                select from spread_subject s where s.spread = spread.id)
            """;

    private final Pool pool;
    private final Subjects subjects;
    private final Fence fence;
    private final int page;

    @Inject
    Spread(Pool pool, Subjects subjects, Fence fence) {
        this(pool, subjects, fence, PAGE);
    }

    /**
     * @param page Subjects of one transaction
     */
    Spread(Pool pool, Subjects subjects, Fence fence, int page) {
        this.pool = pool;
        this.subjects = subjects;
        this.fence = fence;
        this.page = page;
    }

    private record Begun(String id, String pseudonym, boolean ack, String after) {
        static Begun of(Row row) {
            return new Begun(
                    row.getString("id"),
                    row.getString("pseudonym"),
                    row.getBoolean("ack"),
                    row.getString("after_node"));
        }
    }

    /**
     * Whoever bears the identifier, of which something was put on file in this transaction.
     *
     * @param id of what was
     * @param ack their points must acknowledge it
     */
    public Uni<Reached> reach(SqlConnection tx, String id, String pseudonym, boolean ack) {
        return Bearers.page(tx, pseudonym, "", page)
                .flatMap(
                        bearers ->
                                bearers.isAll()
                                        ? subjects.derive(tx, bearers.concerned(), ack)
                                                .map(versions -> reached(bearers, versions))
                                        : tx.preparedQuery(BEGIN)
                                                .execute(Tuple.of(id, pseudonym, ack))
                                                .replaceWith(Reached.IN_PAGES));
    }

    private static Reached reached(Bearers bearers, Map<String, Long> versions) {
        Map<String, Long> carrying = new TreeMap<>(versions);
        carrying.keySet().retainAll(bearers.profiles());
        Map<String, Long> left = new TreeMap<>(versions);
        left.keySet().removeAll(bearers.profiles());
        return new Reached(carrying, left, false);
    }

    @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> run() {
        return pool.query("select exists (select from spread)")
                .execute()
                .map(rows -> rows.iterator().next().getBoolean(0))
                .flatMap(
                        any ->
                                any
                                        ? acknowledged().flatMap(done -> pages())
                                        : Uni.createFrom().voidItem())
                .onFailure()
                .invoke(e -> LOG.warnf("pages of a spread failed, again: %s", name(e)))
                .onFailure()
                .recoverWithNull();
    }

    /** Until nothing is left, or others are at what is. */
    private Uni<Void> pages() {
        return Multi.createBy()
                .repeating()
                .uni(() -> page())
                .whilst(more -> more)
                .collect()
                .last()
                .replaceWithVoid();
    }

    Uni<Boolean> page() {
        return pool.query(DUE)
                .execute()
                .flatMap(
                        due ->
                                due.rowCount() == 0
                                        ? Uni.createFrom().item(false)
                                        : page(due.iterator().next().getString("id")));
    }

    private Uni<Boolean> page(String id) {
        return taking(id, (tx, begun) -> derive(tx, begun, page))
                .onFailure()
                .recoverWithUni(e -> taking(id, (tx, begun) -> derive(tx, begun, 1)))
                .onFailure()
                .recoverWithUni(e -> goPast(id, e));
    }

    /** Answers false when another instance is at it. */
    private Uni<Boolean> taking(String id, BiFunction<SqlConnection, Begun, Uni<Void>> work) {
        return pool.withTransaction(
                tx ->
                        tx.preparedQuery(TAKE)
                                .execute(Tuple.of(id))
                                .flatMap(
                                        rows ->
                                                rows.rowCount() == 0
                                                        ? Uni.createFrom().item(false)
                                                        : work.apply(
                                                                        tx,
                                                                        Begun.of(
                                                                                rows.iterator()
                                                                                        .next()))
                                                                .replaceWith(true)));
    }

    private Uni<Void> derive(SqlConnection tx, Begun begun, int most) {
        return subjects.shareNodes(tx)
                .flatMap(shared -> Bearers.page(tx, begun.pseudonym(), begun.after(), most))
                .call(
                        bearers ->
                                subjects.derive(tx, bearers.concerned(), begun.ack())
                                        .flatMap(versions -> carrying(tx, begun, versions)))
                .flatMap(bearers -> goOn(tx, begun, bearers, false));
    }

    private static Uni<Void> carrying(SqlConnection tx, Begun begun, Map<String, Long> versions) {
        return !begun.ack()
                ? Uni.createFrom().voidItem()
                : tx.preparedQuery(CARRYING)
                        .execute(
                                Tuple.of(
                                        begun.id(),
                                        versions.keySet().toArray(String[]::new),
                                        versions.values().toArray(Long[]::new)))
                        .replaceWithVoid();
    }

    private static Uni<Void> goOn(SqlConnection tx, Begun begun, Bearers bearers, boolean lacking) {
        return tx.preparedQuery(GO_ON)
                .execute(Tuple.of(begun.id(), bearers.last(), lacking))
                .replaceWithVoid();
    }

    /** What one cannot be derived for stops nobody else. */
    private Uni<Boolean> goPast(String id, Throwable why) {
        LOG.errorf("a Subject of a spread cannot be derived, later once more: %s", name(why));
        return taking(
                id,
                (tx, begun) ->
                        Bearers.page(tx, begun.pseudonym(), begun.after(), 1)
                                .call(
                                        bearers ->
                                                tx.preparedQuery(LATER)
                                                        .execute(
                                                                Tuple.of(
                                                                        bearers.concerned()
                                                                                .toArray(
                                                                                        String[]
                                                                                                ::new),
                                                                        begun.ack())))
                                .flatMap(bearers -> goOn(tx, begun, bearers, true)));
    }

    /** Who has acknowledged each Subject of a spread has acknowledged the spread. */
    Uni<Void> acknowledged() {
        String[] points = fence.points().toArray(String[]::new);
        return pool.preparedQuery(ACKNOWLEDGED)
                .execute(Tuple.of(points, WHOLE))
                .flatMap(done -> pool.preparedQuery(OVER).execute(Tuple.tuple().addValue(points)))
                .flatMap(
                        done ->
                                pool.preparedQuery(FORGET_SUBJECTS)
                                        .execute(Tuple.of(FORGOTTEN_AT_ONCE)))
                .flatMap(done -> pool.query(FORGET).execute())
                .replaceWithVoid();
    }

    private static String name(Throwable e) {
        return e.getClass().getName();
    }
}
