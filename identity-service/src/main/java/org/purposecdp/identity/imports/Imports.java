package org.purposecdp.identity.imports;

import java.time.Period;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;

import org.purposecdp.contracts.json.Json;
import org.purposecdp.identity.mapping.Mapping;
import org.purposecdp.kit.retention.OldRows;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * The imports on file, by the pool, since batches write them. What a sending of the content writes
 * counts only while no later one has begun.
 */
@ApplicationScoped
class Imports {
    private static final Period KEPT = Period.ofMonths(13);

    /** Of the bad rows of one import; all of them are counted. */
    static final int MOST_ERRORS = 100_000;

    private final Pool pool;

    Imports(Pool pool) {
        this.pool = pool;
    }

    /**
     * With a key that was used before, the import that was made then.
     *
     * @param key null for none
     */
    Uni<Import> create(
            String source, Format format, String delimiter, Mapping mapping, String key) {
        return pool.preparedQuery(
                        """
                        insert into import
                          (id, source, format, delimiter, mapping, state, idempotency_key, created_at,
                           updated_at)
                        values ($1, $2, $3, $4, $5, 'CREATED', $6, now(), now())
                        on conflict (source, idempotency_key)
                          do update set idempotency_key = excluded.idempotency_key
                        returning *
                        """)
                .execute(
                        Tuple.tuple()
                                .addUUID(UUID.randomUUID())
                                .addString(source)
                                .addString(format.name())
                                .addString(delimiter)
                                .addString(new String(Json.bytes(mapping.text()), UTF_8))
                                .addString(key))
                .map(rows -> first(rows).orElseThrow());
    }

    Uni<Optional<Import>> of(UUID id) {
        return pool.preparedQuery("select * from import where id = $1")
                .execute(Tuple.of(id))
                .map(Imports::first);
    }

    /** Takes it over from any other sending; nothing when it has moved or is done. */
    Uni<Optional<Import>> claim(Import seen) {
        return pool.preparedQuery(
                        """
                        update import
                        set attempt = attempt + 1, state = 'RUNNING', reason = null,
                            reason_line = null, updated_at = now()
                        where id = $1 and bytes = $2 and state <> 'DONE'
                        returning *
                        """)
                .execute(Tuple.of(seen.id(), seen.bytes()))
                .map(Imports::first);
    }

    /**
     * Notes a batch that Kafka has; false when another sending has taken over.
     *
     * @param run as it was claimed
     * @param hash of the content up to the batch's end
     */
    Uni<Boolean> advance(Import run, Batch batch, String hash) {
        List<BadRow> bad = batch.bad();
        return pool.preparedQuery(
                        """
                        with before as (
                          select id, bad from import where id = $1 and attempt = $2 for update
                        ), moved as (
                          update import
                          set bytes = $3, line = $4, hash = $5, rows = rows + $6,
                              accepted = accepted + $7, bad = import.bad + $8,
                              state = case when $9 then 'DONE' else state end, updated_at = now()
                          from before where import.id = before.id
                        ), noted as (
                          insert into import_error (import_id, line, code, column_name)
                          select before.id, row.line, row.code, row.column_name
                          from before,
                            unnest($10::bigint[], $11::text[], $12::text[])
                              with ordinality as row (line, code, column_name, place)
                          where before.bad + row.place <= $13
                          on conflict do nothing
                        )
                        select count(*) from before
                        """)
                .execute(
                        Tuple.tuple()
                                .addUUID(run.id())
                                .addLong(run.attempt())
                                .addLong(batch.mark().bytes())
                                .addLong(batch.mark().line())
                                .addString(hash)
                                .addLong((long) batch.rows().size())
                                .addLong(batch.accepted())
                                .addLong((long) bad.size())
                                .addBoolean(batch.ended())
                                .addValue(bad.stream().map(BadRow::line).toArray(Long[]::new))
                                .addValue(bad.stream().map(BadRow::code).toArray(String[]::new))
                                .addValue(bad.stream().map(BadRow::column).toArray(String[]::new))
                                .addLong((long) MOST_ERRORS))
                .map(rows -> rows.iterator().next().getLong(0) == 1);
    }

    /**
     * @param line null when the reason is none of the file's
     */
    Uni<Void> stop(Import run, String reason, Long line) {
        return pool.preparedQuery(
                        """
                        update import
                        set state = 'STOPPED', reason = $3, reason_line = $4, updated_at = now()
                        where id = $1 and attempt = $2
                        """)
                .execute(Tuple.of(run.id(), run.attempt(), reason, line))
                .replaceWithVoid();
    }

    Uni<List<BadRow>> bad(UUID id, long afterLine, int limit) {
        return pool.preparedQuery(
                        """
                        select line, code, column_name from import_error
                        where import_id = $1 and line > $2 order by line limit $3
                        """)
                .execute(Tuple.of(id, afterLine, limit))
                .map(
                        rows ->
                                stream(rows)
                                        .map(
                                                row ->
                                                        new BadRow(
                                                                row.getLong("line"),
                                                                row.getString("code"),
                                                                row.getString("column_name")))
                                        .toList());
    }

    @Scheduled(every = "1h", delayed = "5m")
    Uni<Void> forgetOld() {
        return new OldRows(pool, "import", "updated_at", KEPT).delete();
    }

    private static Optional<Import> first(RowSet<Row> rows) {
        return stream(rows).findFirst().map(Imports::read);
    }

    private static Stream<Row> stream(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false);
    }

    private static Import read(Row row) {
        return new Import(
                row.getUUID("id"),
                row.getString("source"),
                Format.valueOf(row.getString("format")),
                row.getString("delimiter"),
                mapping(row.getString("mapping")),
                Progress.State.valueOf(row.getString("state")),
                row.getString("reason"),
                row.getLong("reason_line"),
                row.getLong("bytes"),
                row.getLong("line"),
                row.getString("hash"),
                row.getLong("rows"),
                row.getLong("accepted"),
                row.getLong("bad"),
                row.getLong("attempt"),
                row.getOffsetDateTime("created_at").toInstant(),
                row.getOffsetDateTime("updated_at").toInstant());
    }

    private static Mapping mapping(String text) {
        try {
            return Mapping.of(
                    Json.MAPPER.readValue(text, new TypeReference<Map<String, String>>() {}));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a mapping on file cannot be read");
        }
    }
}
