package org.purposecdp.identity.model;

import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;

import org.purposecdp.identity.model.Job.Kind;
import org.purposecdp.identity.model.Job.State;
import org.purposecdp.kit.retention.OldRows;

/** The jobs, whichever instance does them. */
@ApplicationScoped
class JobTable {
    /** One that was not heard of for so long is over. */
    private static final Duration SILENT = Duration.ofMinutes(2);

    private static final Period KEPT = Period.ofMonths(13);

    private final Pool pool;

    JobTable(Pool pool) {
        this.pool = pool;
    }

    /**
     * @return whether it may run: one at a time
     */
    Uni<Boolean> start(String id, Kind kind, String version, String by, Instant now) {
        return pool.withTransaction(
                tx ->
                        tx.query("lock table model_job in exclusive mode")
                                .execute()
                                .chain(
                                        () ->
                                                tx.preparedQuery(
                                                                """
                                                                insert into model_job (id, kind, state, version,
                                                                  started_by, started_at, changed_at)
                                                                select $1, $2, 'RUNNING', $3, $4, $5, $5
                                                                where not exists (select from model_job
                                                                  where state = 'RUNNING' and changed_at > $6)
                                                                """)
                                                        .execute(
                                                                Tuple.of(
                                                                        id,
                                                                        kind.name(),
                                                                        version,
                                                                        by,
                                                                        now.atOffset(
                                                                                ZoneOffset.UTC),
                                                                        now.minus(SILENT)
                                                                                .atOffset(
                                                                                        ZoneOffset
                                                                                                .UTC))))
                                .map(rows -> rows.rowCount() == 1));
    }

    /** Word of progress that comes late does not wake up a job that has ended. */
    Uni<Void> at(String id, State state, String step, double done, String version) {
        return pool.preparedQuery(
                        """
                        update model_job set state = $2, step = $3, done = $4,
                          version = coalesce($5, version), changed_at = now()
                        where id = $1 and state = 'RUNNING'
                        """)
                .execute(Tuple.of(id, state.name(), step, done, version))
                .replaceWithVoid();
    }

    Uni<Optional<Job>> job(String id) {
        return pool.preparedQuery(
                        """
                        select id, kind,
                          case when over then 'FAILED' else state end,
                          case when over then 'its instance was not heard of any more' else step end,
                          done, version, started_by, started_at, changed_at
                        from (select *, state = 'RUNNING' and changed_at < $2 as over from model_job) job
                        where id = $1
                        """)
                .execute(Tuple.of(id, Instant.now().minus(SILENT).atOffset(ZoneOffset.UTC)))
                .map(
                        rows ->
                                rows.iterator().hasNext()
                                        ? Optional.of(job(rows.iterator().next()))
                                        : Optional.empty());
    }

    Uni<Void> forgetOld() {
        return new OldRows(pool, "model_job", "changed_at", KEPT).delete();
    }

    private static Job job(Row row) {
        return new Job(
                row.getString(0),
                Kind.valueOf(row.getString(1)),
                State.valueOf(row.getString(2)),
                row.getString(3),
                row.getDouble(4),
                row.getString(5),
                row.getString(6),
                row.getOffsetDateTime(7).toInstant(),
                row.getOffsetDateTime(8).toInstant());
    }
}
