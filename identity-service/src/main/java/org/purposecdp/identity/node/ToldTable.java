package org.purposecdp.identity.node;

import java.time.OffsetDateTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;

import org.purposecdp.contracts.json.Json;
import org.purposecdp.kit.retention.OldRows;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.purposecdp.identity.node.Columns.column;

/** What nodes and devices have said of consent, as it was told: one look-up, one write a poll. */
@ApplicationScoped
class ToldTable {
    private static final Period KEPT = Period.ofMonths(13);

    private final Pool pool;

    ToldTable(Pool pool) {
        this.pool = pool;
    }

    Uni<Map<String, Heard>> of(Set<String> keys) {
        if (keys.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        return pool.preparedQuery("select key, heard from told where key = any($1)")
                .execute(Tuple.tuple().addValue(keys.toArray(String[]::new)))
                .map(
                        rows -> {
                            Map<String, Heard> found = new HashMap<>();
                            rows.forEach(
                                    row ->
                                            found.put(
                                                    row.getString(0),
                                                    Json.parse(
                                                            row.getString(1).getBytes(UTF_8),
                                                            Heard.class)));
                            return found;
                        });
    }

    /** Two instances may hear one device: what is known of the latest word stays. */
    Uni<Void> store(Map<String, Heard> changed) {
        if (changed.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        List<String> keys = changed.keySet().stream().sorted().toList();
        return pool.preparedQuery(
                        """
                        insert into told (key, heard, last_at)
                        select * from unnest($1::text[], $2::text[], $3::timestamptz[])
                        on conflict (key) do update
                        set heard = excluded.heard, last_at = excluded.last_at
                        where told.last_at <= excluded.last_at
                        """)
                .execute(
                        Tuple.tuple()
                                .addValue(keys.toArray(String[]::new))
                                .addValue(
                                        column(
                                                keys,
                                                key ->
                                                        new String(
                                                                Json.bytes(changed.get(key)),
                                                                UTF_8)))
                                .addValue(
                                        keys.stream()
                                                .map(key -> changed.get(key).last().at())
                                                .map(at -> at.atOffset(ZoneOffset.UTC))
                                                .toArray(OffsetDateTime[]::new)))
                .replaceWithVoid();
    }

    /** Who is silent for longer is heard as if for the first time. */
    @Scheduled(every = "1h", delayed = "7m")
    Uni<Void> forgetOld() {
        return new OldRows(pool, "told", "last_at", KEPT).delete();
    }
}
