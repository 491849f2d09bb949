package org.purposecdp.consent.notice;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

/** The notices given. One given again is the same, and the first time is the one that counts. */
final class GivenNotices {
    private static final String PUT =
            """
            insert into notice_given (id, notice, version, at, pseudonym, received_at, origin)
            values ($1, $2, $3, $4, $5, $6, $7)
            on conflict (pseudonym, notice, version) do update
            set at = excluded.at, received_at = excluded.received_at, origin = excluded.origin
            where excluded.at < notice_given.at
            returning id
            """;

    private GivenNotices() {}

    /**
     * @param origin the client that told of it
     */
    record Given(
            String notice,
            int version,
            Instant at,
            String pseudonym,
            Instant receivedAt,
            String origin) {}

    /** The id under which it is on file. */
    static Uni<String> put(SqlConnection tx, Given given) {
        return tx.preparedQuery(PUT)
                .execute(
                        Tuple.tuple()
                                .addValue(UUID.randomUUID().toString())
                                .addValue(given.notice())
                                .addValue(given.version())
                                .addValue(given.at().atOffset(ZoneOffset.UTC))
                                .addValue(given.pseudonym())
                                .addValue(given.receivedAt().atOffset(ZoneOffset.UTC))
                                .addValue(given.origin()))
                .flatMap(
                        put -> put.size() == 1 ? Uni.createFrom().item(id(put)) : known(tx, given));
    }

    private static Uni<String> known(SqlConnection tx, Given given) {
        return tx.preparedQuery(
                        """
                        select id from notice_given
                        where pseudonym = $1 and notice = $2 and version = $3
                        """)
                .execute(Tuple.of(given.pseudonym(), given.notice(), given.version()))
                .map(GivenNotices::id);
    }

    private static String id(RowSet<Row> rows) {
        return rows.iterator().next().getString(0);
    }
}
