package org.purposecdp.consent.policy;

import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;

import org.purposecdp.consent.policy.Policies.Kind;
import org.purposecdp.contracts.json.Json;
import org.purposecdp.contracts.policy.Source;
import org.purposecdp.kit.state.StateRecord;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * What some messages of {@code identity.sources} come to: the last state of each source counts.
 *
 * @param unreadable sources that nothing is known of until they are told again: what they send
 *     counts as a device's
 */
record ToldSources(Map<String, Source> sources, Set<String> unreadable) {

    static ToldSources of(List<StateRecord> batch) {
        Map<String, Source> sources = new HashMap<>();
        Set<String> unreadable = new HashSet<>();
        for (StateRecord record : batch) {
            sources.remove(record.key());
            unreadable.remove(record.key());
            Source source = parsed(record);
            if (source == null) {
                unreadable.add(record.key());
            } else {
                sources.put(source.id(), source);
            }
        }
        return new ToldSources(sources, unreadable);
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
        Set<String> ids = new HashSet<>(unreadable);
        ids.addAll(sources.keySet());
        return RegisterRows.sources(tx, ids).flatMap(onFile -> write(tx, onFile));
    }

    private Uni<Boolean> write(SqlConnection tx, Map<String, Source> onFile) {
        Collection<Source> newer = newerThan(onFile);
        boolean changed = !newer.isEmpty() || unreadable.stream().anyMatch(onFile::containsKey);
        return RegisterRows.delete(tx, Kind.SOURCE, unreadable)
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
