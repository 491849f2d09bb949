package org.purposecdp.kit.outbox;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

/** The outbox table: {@code outbox(id, shard, topic, key, version, type, value)}. */
@ApplicationScoped
public class Outbox {
    private static final String APPEND =
            """
            insert into outbox (shard, topic, key, version, type, value)
            select * from unnest($1::int[], $2::text[], $3::text[], $4::bigint[], $5::text[], $6::bytea[])
            """;

    private final List<Runnable> relays = new CopyOnWriteArrayList<>();

    /** One insert in the caller's transaction. */
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

    /** After the commit: saves the relays their wait. */
    public void wake() {
        relays.forEach(Runnable::run);
    }

    void onWake(Runnable relay) {
        relays.add(relay);
    }
}
