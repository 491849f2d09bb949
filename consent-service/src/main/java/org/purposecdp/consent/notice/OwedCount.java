package org.purposecdp.consent.notice;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgException;

import org.purposecdp.consent.notice.OwedResource.Owed;
import org.purposecdp.consent.notice.OwedResource.People;
import org.purposecdp.kit.problem.CommonProblem;
import org.purposecdp.kit.problem.ProblemException;

/** Counts who is owed what, over the nodes of some sources. */
@ApplicationScoped
class OwedCount {
    private static final Duration A_WEEK = Duration.ofDays(7);
    private static final Duration A_MONTH = Duration.ofDays(31);
    private static final String CANCELLED = "57014";

    /** A notice given holds for the verified group of whoever bears the identifier. */
    private static final String COUNT =
            """
            with owing as (
                select * from unnest($1::text[], $2::int[], $3::text[], $4::timestamptz[])
                    as o (notice, version, source, shown_since)),
            told as (
                select distinct v.notice, v.version, n.profile_id, n.group_id
                from (select distinct notice, version from owing) v
                join notice_given g on g.notice = v.notice and g.version >= v.version
                join (select profile_id, group_id, unnest(identifiers) as pseudonym
                      from node where profile_id is not null and source_kind <> 'PUBLIC') n
                    on n.pseudonym = g.pseudonym
                where g.pseudonym not in (select pseudonym from nobody_identifier)),
            owed as (
                select o.notice, o.version, o.source, n.profile_id, min(n.since) as since
                from owing o
                join node n on n.source = o.source and n.profile_id is not null
                where (o.shown_since is null or n.since < o.shown_since)
                    and not exists (
                        select from told t
                        where t.notice = o.notice and t.version = o.version
                            and t.profile_id = n.profile_id and t.group_id = n.group_id)
                group by o.notice, o.version, o.source, n.profile_id)
            select notice, version, source,
                count(*) filter (where since > $5) as under_a_week,
                count(*) filter (where since <= $5 and since > $6) as under_a_month,
                count(*) filter (where since <= $6) as older
            from owed group by notice, version, source
            order by notice collate "C", version, source collate "C"
            """;

    private final Pool pool;

    OwedCount(Pool pool) {
        this.pool = pool;
    }

    /** Those of them that somebody is owed. */
    Uni<List<Owed>> of(List<Owing> owing, Instant now) {
        return pool.withTransaction(
                        tx ->
                                tx.query("set local statement_timeout = '60s'")
                                        .execute()
                                        .flatMap(set -> count(tx, owing, now)))
                .onFailure(OwedCount::cancelled)
                .transform(
                        e ->
                                new ProblemException(
                                                CommonProblem.NOT_READY,
                                                "it took too long to count: ask for fewer at once"
                                                        + " by 'limit'")
                                        .withRetryAfter(60));
    }

    private static boolean cancelled(Throwable e) {
        return e instanceof PgException failure && CANCELLED.equals(failure.getSqlState());
    }

    private static Uni<List<Owed>> count(SqlConnection tx, List<Owing> owing, Instant now) {
        return tx.preparedQuery(COUNT)
                .execute(
                        Tuple.tuple()
                                .addValue(owing.stream().map(Owing::notice).toArray(String[]::new))
                                .addValue(
                                        owing.stream().map(Owing::version).toArray(Integer[]::new))
                                .addValue(owing.stream().map(Owing::source).toArray(String[]::new))
                                .addValue(
                                        owing.stream()
                                                .map(Owing::shownSince)
                                                .map(OwedCount::time)
                                                .toArray(OffsetDateTime[]::new))
                                .addValue(time(now.minus(A_WEEK)))
                                .addValue(time(now.minus(A_MONTH))))
                .map(OwedCount::owed);
    }

    private static OffsetDateTime time(Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }

    private static List<Owed> owed(RowSet<Row> rows) {
        List<Owed> owed = new ArrayList<>();
        for (Row row : rows) {
            owed.add(
                    new Owed(
                            row.getString("notice"),
                            row.getInteger("version"),
                            row.getString("source"),
                            new People(
                                    row.getLong("under_a_week"),
                                    row.getLong("under_a_month"),
                                    row.getLong("older"))));
        }
        return owed;
    }
}
