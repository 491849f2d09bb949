package org.purposecdp.consent.policy;

import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import org.purposecdp.consent.policy.Policies.Kind;
import org.purposecdp.contracts.json.Json;
import org.purposecdp.contracts.policy.Source;
import org.purposecdp.kit.state.StateRecord;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * What some messages of {@code identity.sources} come to: the last state of each source counts.
 *
 * @param read the last message of each source that can be read
 * @param unreadable the last of each that cannot: nothing is known of the source until it is read
 *     from there on, and what it sends counts as a device's
 */
record ToldSources(
        Map<String, Source> sources,
        Map<String, StateRecord> read,
        Map<String, StateRecord> unreadable) {
    private static final String TELL =
            """
            insert into told_source (id, state_partition, applied_at, blocked_at)
            select * from unnest($1::text[], $2::int[], $3::bigint[], $4::bigint[])
            on conflict (id) do update set state_partition = excluded.state_partition,
                applied_at = greatest(told_source.applied_at, excluded.applied_at),
                blocked_at = greatest(told_source.blocked_at, excluded.blocked_at)
            returning id, blocked
            """;

    static ToldSources of(List<StateRecord> batch) {
        ToldSources told = new ToldSources(new HashMap<>(), new TreeMap<>(), new TreeMap<>());
        for (StateRecord record : batch) {
            Source source = parsed(record);
            if (source == null) {
                told.unreadable.put(record.key(), record);
            } else {
                told.read.put(record.key(), record);
                told.sources.merge(
                        source.id(), source, (a, b) -> b.version() > a.version() ? b : a);
            }
        }
        return told;
    }

    private static Source parsed(StateRecord record) {
        try {
            Source source = Json.parse(record.value(), Source.class);
            return record.key().equals(source.id()) && source.kind() != null ? source : null;
        } catch (UncheckedIOException | NullPointerException e) {
            return null;
        }
    }

    /** Those that are newer than what is on file. */
    Collection<Source> newerThan(Map<String, Source> onFile) {
        return sources.values().stream()
                .filter(
                        source ->
                                !onFile.containsKey(source.id())
                                        || source.version() > onFile.get(source.id()).version())
                .toList();
    }

    /** Writes what is new; answers whether anything was. */
    Uni<Boolean> write(SqlConnection tx) {
        Set<String> ids = new TreeSet<>(unreadable.keySet());
        ids.addAll(read.keySet());
        return blocked(tx, ids)
                .flatMap(
                        blocked ->
                                RegisterRows.sources(tx, ids)
                                        .flatMap(onFile -> write(tx, onFile, blocked)));
    }

    /** Of these, those that no instance has read from where one could not. */
    private Uni<Set<String>> blocked(SqlConnection tx, Set<String> ids) {
        return tx.preparedQuery(TELL)
                .execute(
                        Tuple.of(
                                ids.toArray(String[]::new),
                                ids.stream()
                                        .map(id -> read.getOrDefault(id, unreadable.get(id)))
                                        .map(StateRecord::partition)
                                        .toArray(Integer[]::new),
                                offsets(ids, read),
                                offsets(ids, unreadable)))
                .map(
                        rows -> {
                            Set<String> blocked = new HashSet<>();
                            for (Row row : rows) {
                                if (row.getBoolean("blocked")) {
                                    blocked.add(row.getString("id"));
                                }
                            }
                            return blocked;
                        });
    }

    private static Long[] offsets(Set<String> ids, Map<String, StateRecord> records) {
        return ids.stream()
                .map(records::get)
                .map(record -> record == null ? null : (Long) record.offset())
                .toArray(Long[]::new);
    }

    private Uni<Boolean> write(SqlConnection tx, Map<String, Source> onFile, Set<String> blocked) {
        List<Source> newer =
                newerThan(onFile).stream()
                        .filter(source -> !blocked.contains(source.id()))
                        .toList();
        boolean changed = !newer.isEmpty() || blocked.stream().anyMatch(onFile::containsKey);
        return RegisterRows.delete(tx, Kind.SOURCE, blocked)
                .flatMap(
                        done ->
                                Multi.createFrom()
                                        .iterable(newer)
                                        .onItem()
                                        .transformToUniAndConcatenate(source -> write(tx, source))
                                        .collect()
                                        .last())
                .replaceWith(changed);
    }

    private static Uni<Void> write(SqlConnection tx, Source source) {
        return RegisterRows.write(
                tx,
                Kind.SOURCE,
                source.id(),
                source.version(),
                new String(Json.bytes(source), UTF_8));
    }
}
