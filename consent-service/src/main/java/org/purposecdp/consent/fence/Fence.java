package org.purposecdp.consent.fence;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;

import org.purposecdp.contracts.fence.FenceAck;

/** The points' acknowledgements, and waiting for them. */
@ApplicationScoped
public class Fence {
    /** Another instance of this service may have read the acknowledgement. */
    private static final Duration LOOK = Duration.ofMillis(200);

    private final Pool pool;
    private final FenceSettings settings;
    private final List<UniEmitter<? super Void>> waiting = new CopyOnWriteArrayList<>();

    Fence(Pool pool, FenceSettings settings) {
        this.pool = pool;
        this.settings = settings;
    }

    public FenceSettings settings() {
        return settings;
    }

    public Set<String> points() {
        return settings.points().orElse(Set.of());
    }

    /** profileId → point → highest version acknowledged. */
    public Uni<Map<String, Map<String, Long>>> acknowledged(
            SqlClient client, Iterable<String> profileIds) {
        List<String> ids = new java.util.ArrayList<>();
        profileIds.forEach(ids::add);
        return client.preparedQuery(
                        "select profile_id, point, version from fence_ack where profile_id = any($1)")
                .execute(Tuple.of(ids.toArray(String[]::new)))
                .map(Fence::byProfile);
    }

    private static Map<String, Map<String, Long>> byProfile(RowSet<Row> rows) {
        Map<String, Map<String, Long>> acks = new TreeMap<>();
        for (Row row : rows) {
            acks.computeIfAbsent(row.getString("profile_id"), id -> new TreeMap<>())
                    .put(row.getString("point"), row.getLong("version"));
        }
        return acks;
    }

    /** What is not waited for, and so pending with every point. */
    public Enforcement recorded() {
        return Enforcement.recorded(points().stream().sorted().toList());
    }

    /**
     * How far these versions have got, at the latest after the wait.
     *
     * @param versions profileId → Subject version, those that bearers have just left too; none when
     *     no Subject bears the decision: what no Subject names is held, and its first Subject will
     *     carry it
     */
    public Uni<Enforcement> await(Map<String, Long> versions, Duration wait) {
        if (points().isEmpty()) {
            return Uni.createFrom().item(Enforcement.recorded(List.of()));
        }
        if (versions.isEmpty()) {
            return Uni.createFrom().item(Enforcement.enforced());
        }
        return await(versions, Instant.now().plus(wait));
    }

    private Uni<Enforcement> await(Map<String, Long> versions, Instant deadline) {
        return pending(versions)
                .flatMap(
                        pending -> {
                            if (pending.isEmpty()) {
                                return Uni.createFrom().item(Enforcement.enforced());
                            }
                            if (!Instant.now().isBefore(deadline)) {
                                return Uni.createFrom()
                                        .item(Enforcement.recorded(List.copyOf(pending)));
                            }
                            return nextAcknowledgement()
                                    .flatMap(woken -> await(versions, deadline));
                        });
    }

    private Uni<Set<String>> pending(Map<String, Long> versions) {
        return acknowledged(pool, versions.keySet()).map(acks -> pending(versions, acks, points()));
    }

    static Set<String> pending(
            Map<String, Long> versions, Map<String, Map<String, Long>> acks, Set<String> points) {
        Set<String> pending = new TreeSet<>();
        versions.forEach(
                (profileId, version) ->
                        points.stream()
                                .filter(
                                        point ->
                                                acks.getOrDefault(profileId, Map.of())
                                                                .getOrDefault(point, 0L)
                                                        < version)
                                .forEach(pending::add));
        return pending;
    }

    private Uni<Void> nextAcknowledgement() {
        return Uni.createFrom()
                .<Void>emitter(
                        emitter -> {
                            waiting.add(emitter);
                            emitter.onTermination(() -> waiting.remove(emitter));
                        })
                .ifNoItem()
                .after(LOOK)
                .recoverWithItem((Void) null)
                .replaceWithVoid();
    }

    Uni<Void> acknowledge(List<FenceAck> acks) {
        Map<List<String>, Long> highest = new TreeMap<>(Comparator.comparing(List::toString));
        acks.forEach(
                ack ->
                        highest.merge(
                                List.of(ack.profileId(), ack.point()),
                                ack.subjectVersion(),
                                Math::max));
        if (highest.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return pool.preparedQuery(
                        """
                        insert into fence_ack (profile_id, point, version)
                        select * from unnest($1::text[], $2::text[], $3::bigint[])
                        on conflict (profile_id, point)
                        do update set version = greatest(fence_ack.version, excluded.version)
                        """)
                .execute(
                        Tuple.of(
                                highest.keySet().stream().map(k -> k.get(0)).toArray(String[]::new),
                                highest.keySet().stream().map(k -> k.get(1)).toArray(String[]::new),
                                highest.values().toArray(Long[]::new)))
                .invoke(() -> waiting.forEach(emitter -> emitter.complete(null)))
                .replaceWithVoid();
    }
}
