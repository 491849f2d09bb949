package org.purposecdp.identity.consent;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;

import org.purposecdp.kit.retention.OldRows;

/**
 * Each device's words, read for each batch and held nowhere else: a "no" takes hold on every
 * instance at once.
 */
@ApplicationScoped
class DeviceWordTable {
    private static final Period KEPT = Period.ofMonths(13);

    private final Pool pool;

    DeviceWordTable(Pool pool) {
        this.pool = pool;
    }

    private record Row(String device, String name, DeviceWord word) {}

    Uni<Map<String, Map<String, DeviceWord>>> of(Set<String> devices) {
        return pool.preparedQuery(
                        """
                        select device, word, yes, first_at, last_at from device_word
                        where device = any($1)
                        """)
                .execute(Tuple.tuple().addValue(devices.toArray(String[]::new)))
                .map(
                        rows -> {
                            Map<String, Map<String, DeviceWord>> found = new HashMap<>();
                            rows.forEach(
                                    row ->
                                            found.computeIfAbsent(
                                                            row.getString(0),
                                                            any -> new HashMap<>())
                                                    .put(
                                                            row.getString(1),
                                                            new DeviceWord(
                                                                    row.getBoolean(2),
                                                                    row.getOffsetDateTime(3)
                                                                            .toInstant(),
                                                                    row.getOffsetDateTime(4)
                                                                            .toInstant())));
                            return found;
                        });
    }

    /** Two instances may hear one device: the later word stays, at a tie the "no". */
    Uni<Void> store(Map<String, Map<String, DeviceWord>> changed) {
        if (changed.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        List<Row> rows = new ArrayList<>();
        changed.forEach(
                (device, words) ->
                        words.forEach((name, word) -> rows.add(new Row(device, name, word))));
        // In one order, or two batches might wait for each other.
        rows.sort(Comparator.comparing(Row::device).thenComparing(Row::name));
        return pool.preparedQuery(
                        """
                        insert into device_word (device, word, yes, first_at, last_at)
                        select * from unnest($1::text[], $2::text[], $3::boolean[],
                                             $4::timestamptz[], $5::timestamptz[])
                        on conflict (device, word) do update
                        set yes = excluded.yes, last_at = excluded.last_at,
                            first_at = case when device_word.yes = excluded.yes
                                       then least(device_word.first_at, excluded.first_at)
                                       else excluded.first_at end
                        where device_word.last_at < excluded.last_at
                           or device_word.last_at = excluded.last_at and not excluded.yes
                        """)
                .execute(
                        Tuple.tuple()
                                .addValue(rows.stream().map(Row::device).toArray(String[]::new))
                                .addValue(rows.stream().map(Row::name).toArray(String[]::new))
                                .addValue(
                                        rows.stream()
                                                .map(row -> row.word().yes())
                                                .toArray(Boolean[]::new))
                                .addValue(times(rows, DeviceWord::first))
                                .addValue(times(rows, DeviceWord::last)))
                .replaceWithVoid();
    }

    private static OffsetDateTime[] times(List<Row> rows, Function<DeviceWord, Instant> time) {
        return rows.stream()
                .map(row -> time.apply(row.word()).atOffset(ZoneOffset.UTC))
                .toArray(OffsetDateTime[]::new);
    }

    /** Those of these identifiers that some node bears. */
    Uni<Set<String>> known(Set<String> pseudonyms) {
        if (pseudonyms.isEmpty()) {
            return Uni.createFrom().item(Set.of());
        }
        return pool.preparedQuery(
                        "select distinct pseudonym from node_identifier where pseudonym = any($1)")
                .execute(Tuple.tuple().addValue(pseudonyms.toArray(String[]::new)))
                .map(
                        rows -> {
                            Set<String> known = new HashSet<>();
                            rows.forEach(row -> known.add(row.getString(0)));
                            return known;
                        });
    }

    @Scheduled(every = "1h", delayed = "9m")
    Uni<Void> forgetOld() {
        return new OldRows(pool, "device_word", "last_at", KEPT).delete();
    }
}
