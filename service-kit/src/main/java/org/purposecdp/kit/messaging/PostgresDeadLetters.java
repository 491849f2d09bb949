package org.purposecdp.kit.messaging;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import org.purposecdp.kit.retention.OldRows;

/** The table {@code dead_letter}, which each service that uses it makes. */
public final class PostgresDeadLetters implements DeadLetterStore {
    private static final String KEEP =
            """
            insert into dead_letter (id, topic, partition, message_offset, key, reason, at, kept_at,
                headers, sealed_key, sealed_value)
            select * from unnest($1::text[], $2::text[], $3::int[], $4::bigint[], $5::text[],
                $6::text[], $7::timestamptz[], $8::timestamptz[], $9::text[], $10::bytea[],
                $11::bytea[])
            on conflict (id) do nothing returning id
            """;

    private static final String LETTER =
            "id, topic, partition, message_offset, key, reason, at, kept_at, replayed_at";

    private static final String PAGE =
            """
            select %s from dead_letter where (kept_at, id) < ($1, $2)
            order by kept_at desc, id desc limit $3
            """
                    .formatted(LETTER);

    private static final String PAGE_OF_TOPIC =
            """
            select %s from dead_letter where (kept_at, id) < ($1, $2) and topic = $4
            order by kept_at desc, id desc limit $3
            """
                    .formatted(LETTER);

    private static final String FIND =
            "select %s, headers, sealed_key, sealed_value from dead_letter where id = $1"
                    .formatted(LETTER);

    private static final String ERASE =
            """
            delete from dead_letter l using unnest($1::text[], $2::timestamptz[]) as gone (key, until)
            where l.key = gone.key and l.at <= gone.until
            """;

    private static final LetterCursor NEWEST =
            new LetterCursor(Instant.parse("9999-01-01T00:00:00Z"), "");

    private final Pool pool;
    private final OldRows old;

    PostgresDeadLetters(Pool pool) {
        this.pool = pool;
        this.old = new OldRows(pool, "dead_letter", "kept_at", KEPT);
    }

    /** In order of ids: two instances that keep the same never wait for one another. */
    @Override
    public Uni<Set<String>> keep(List<SealedLetter> letters) {
        List<SealedLetter> ordered =
                letters.stream().sorted(Comparator.comparing(kept -> kept.letter().id())).toList();
        return pool.preparedQuery(KEEP)
                .execute(
                        Tuple.tuple()
                                .addValue(column(ordered, DeadLetter::id).toArray(String[]::new))
                                .addValue(column(ordered, DeadLetter::topic).toArray(String[]::new))
                                .addValue(
                                        column(ordered, DeadLetter::partition)
                                                .toArray(Integer[]::new))
                                .addValue(column(ordered, DeadLetter::offset).toArray(Long[]::new))
                                .addValue(column(ordered, DeadLetter::key).toArray(String[]::new))
                                .addValue(
                                        column(ordered, DeadLetter::reason).toArray(String[]::new))
                                .addValue(
                                        column(ordered, letter -> utc(letter.at()))
                                                .toArray(OffsetDateTime[]::new))
                                .addValue(
                                        column(ordered, letter -> utc(letter.keptAt()))
                                                .toArray(OffsetDateTime[]::new))
                                .addValue(
                                        ordered.stream()
                                                .map(SealedLetter::headers)
                                                .map(PostgresDeadLetters::json)
                                                .toArray(String[]::new))
                                .addValue(bytes(ordered, SealedLetter::key))
                                .addValue(bytes(ordered, SealedLetter::value)))
                .map(
                        rows -> {
                            Set<String> fresh = new HashSet<>();
                            rows.forEach(row -> fresh.add(row.getString(0)));
                            return fresh;
                        });
    }

    private static <T> Stream<T> column(
            List<SealedLetter> letters, Function<DeadLetter, T> column) {
        return letters.stream().map(SealedLetter::letter).map(column);
    }

    private static Buffer[] bytes(
            List<SealedLetter> letters, Function<SealedLetter, byte[]> column) {
        return letters.stream()
                .map(column)
                .map(bytes -> bytes == null ? null : Buffer.buffer(bytes))
                .toArray(Buffer[]::new);
    }

    private static String json(Map<String, String> headers) {
        return new JsonObject(Map.copyOf(headers)).encode();
    }

    @Override
    public Uni<List<DeadLetter>> page(String topic, LetterCursor after, int limit) {
        LetterCursor from = after == null ? NEWEST : after;
        Tuple where = Tuple.of(utc(from.keptAt()), from.id(), limit);
        return (topic == null
                        ? pool.preparedQuery(PAGE).execute(where)
                        : pool.preparedQuery(PAGE_OF_TOPIC).execute(where.addString(topic)))
                .map(
                        rows -> {
                            List<DeadLetter> page = new ArrayList<>();
                            rows.forEach(row -> page.add(letter(row)));
                            return page;
                        });
    }

    @Override
    public Uni<Optional<SealedLetter>> find(String id) {
        return pool.preparedQuery(FIND)
                .execute(Tuple.of(id))
                .map(
                        rows ->
                                rows.size() == 0
                                        ? Optional.empty()
                                        : Optional.of(sealed(rows.iterator().next())));
    }

    @Override
    public Uni<Void> replayed(String id, Instant at) {
        return pool.preparedQuery("update dead_letter set replayed_at = $2 where id = $1")
                .execute(Tuple.of(id, utc(at)))
                .replaceWithVoid();
    }

    @Override
    public Uni<Void> expire() {
        return old.delete();
    }

    /**
     * @param until by key: what was put on its topic then or before is erased
     */
    public static Uni<Void> erase(SqlConnection tx, Map<String, Instant> until) {
        if (until.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        Map<String, Instant> ordered = new TreeMap<>(until);
        return tx.preparedQuery(ERASE)
                .execute(
                        Tuple.of(
                                ordered.keySet().toArray(String[]::new),
                                ordered.values().stream()
                                        .map(PostgresDeadLetters::utc)
                                        .toArray(OffsetDateTime[]::new)))
                .replaceWithVoid();
    }

    private static DeadLetter letter(Row row) {
        return new DeadLetter(
                row.getString("id"),
                row.getString("topic"),
                row.getInteger("partition"),
                row.getLong("message_offset"),
                row.getString("key"),
                row.getString("reason"),
                row.getOffsetDateTime("at").toInstant(),
                row.getOffsetDateTime("kept_at").toInstant(),
                instant(row.getOffsetDateTime("replayed_at")));
    }

    private static SealedLetter sealed(Row row) {
        Map<String, String> headers = new TreeMap<>();
        new JsonObject(row.getString("headers"))
                .forEach(header -> headers.put(header.getKey(), (String) header.getValue()));
        return new SealedLetter(
                letter(row), headers, bytes(row, "sealed_key"), bytes(row, "sealed_value"));
    }

    private static byte[] bytes(Row row, String column) {
        return row.getValue(column) == null ? null : row.getBuffer(column).getBytes();
    }

    private static Instant instant(OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
