package org.purposecdp.kit.retention;

import java.time.OffsetDateTime;
import java.time.Period;
import java.time.ZoneOffset;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;

/**
 * Deletes what a table has kept for long enough, a page at a time: nobody waits long for a lock,
 * and no instance for another.
 */
public final class OldRows {
    private static final int PAGE = 1_000;

    private final Pool pool;
    private final Period kept;
    private final String delete;

    /**
     * @param since the column, with an index, that says from when on a row is kept
     */
    public OldRows(Pool pool, String table, String since, Period kept) {
        this.pool = pool;
        this.kept = kept;
        this.delete =
                """
                delete from %1$s where ctid = any(array(
                    select ctid from %1$s where %2$s < $1 order by %2$s limit $2
                    for update skip locked))
                """
                        .formatted(table, since);
    }

    public Uni<Void> delete() {
        return delete(OffsetDateTime.now(ZoneOffset.UTC).minus(kept));
    }

    private Uni<Void> delete(OffsetDateTime before) {
        return pool.preparedQuery(delete)
                .execute(Tuple.of(before, PAGE))
                .chain(
                        deleted ->
                                deleted.rowCount() == PAGE
                                        ? delete(before)
                                        : Uni.createFrom().voidItem());
    }
}
