package org.purposecdp.kit.outbox;

import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

/** The outbox table: {@code outbox(id, shard, topic, key, version, type, value)}. */
@ApplicationScoped
public class Outbox {
    /** The relays of all instances listen on it. */
    static final String CHANNEL = "outbox";

    private static final String APPEND =
            """
            with appended as (
                insert into outbox (shard, topic, key, version, type, value)
                select * from unnest($1::int[], $2::text[], $3::text[], $4::bigint[], $5::text[],
                    $6::bytea[])
                returning topic)
            select pg_notify('outbox', topic) from appended group by topic
            """;

    /** One insert in the caller's transaction; once that has committed the relays are woken. */
    public Uni<Void> append(SqlConnection tx, List<OutboxRow> rows) {
        if (rows.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return tx.preparedQuery(APPEND)
                .execute(
                        Tuple.tuple()
                                .addValue(
                                        rows.stream().map(OutboxRow::shard).toArray(Integer[]::new))
                                .addValue(
                                        rows.stream()
                                                .map(row -> row.topic().topicName())
                                                .toArray(String[]::new))
                                .addValue(rows.stream().map(OutboxRow::key).toArray(String[]::new))
                                .addValue(
                                        rows.stream().map(OutboxRow::version).toArray(Long[]::new))
                                .addValue(rows.stream().map(OutboxRow::type).toArray(String[]::new))
                                .addValue(
                                        rows.stream()
                                                .map(row -> Buffer.buffer(row.value()))
                                                .toArray(Buffer[]::new)))
                .replaceWithVoid();
    }
}
