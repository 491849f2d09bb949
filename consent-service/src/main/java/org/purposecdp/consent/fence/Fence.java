package org.purposecdp.consent.fence;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import org.jboss.logging.Logger;

import org.purposecdp.consent.fence.Waiters.Ack;
import org.purposecdp.contracts.fence.FenceAck;

/** The points' acknowledgements, and waiting for them. */
@ApplicationScoped
public class Fence {
    private static final Logger LOG = Logger.getLogger(Fence.class);

    /** Another instance of this service may have read the acknowledgement. */
    private static final Duration LOOKS_EVERY = Duration.ofMillis(200);

    /** Fifty a second who all wait as long as they may, and some who wait for several. */
    private static final int MOST_WAITED_FOR = 10_000;

    private static final String LOOK =
            """
            select a.profile_id, a.point, a.version
            from unnest($1::text[], $2::text[], $3::bigint[]) as u (profile_id, point, version)
            join fence_ack a on a.profile_id = u.profile_id and a.point = u.point
                and a.version >= u.version
            """;

    private static final String ACKNOWLEDGE =
            """
            insert into fence_ack (profile_id, point, version)
            select * from unnest($1::text[], $2::text[], $3::bigint[])
            on conflict (profile_id, point)
            do update set version = greatest(fence_ack.version, excluded.version), at = now()
            """;

    /** What every point has acknowledged needs no rows for long. */
    private static final String ACKNOWLEDGED =
            """
            select profile_id, point, version from fence_ack where profile_id = any($1)
            union all
            select profile_id, point, settled from subject cross join unnest($2::text[]) as p (point)
            where profile_id = any($1) and settled > 0
            """;

    private final Pool pool;
    private final FenceSettings settings;
    private final Waiters waiters = new Waiters(MOST_WAITED_FOR);
    private Cancellable looking;

    Fence(Pool pool, FenceSettings settings) {
        this.pool = pool;
        this.settings = settings;
    }

    @PostConstruct
    void start() {
        looking =
                Multi.createFrom()
                        .ticks()
                        .every(LOOKS_EVERY)
                        .onOverflow()
                        .drop()
                        .onItem()
                        .transformToUniAndConcatenate(tick -> look())
                        .subscribe()
                        .with(looked -> {});
    }

    @PreDestroy
    void stop() {
        looking.cancel();
    }

    public FenceSettings settings() {
        return settings;
    }

    public Set<String> points() {
        return settings.points().orElse(Set.of());
    }

    /** No point has acknowledged it. */
    public Enforcement recorded() {
        return Enforcement.recorded(points().stream().sorted().toList());
    }

    /** profileId → point → highest version acknowledged. */
    public Uni<Map<String, Map<String, Long>>> acknowledged(
            SqlClient client, Iterable<String> profileIds) {
        List<String> ids = new ArrayList<>();
        profileIds.forEach(ids::add);
        return client.preparedQuery(ACKNOWLEDGED)
                .execute(Tuple.of(ids.toArray(String[]::new), points().toArray(String[]::new)))
                .map(Fence::byProfile);
    }

    private static Map<String, Map<String, Long>> byProfile(RowSet<Row> rows) {
        Map<String, Map<String, Long>> acks = new TreeMap<>();
        for (Row row : rows) {
            acks.computeIfAbsent(row.getString("profile_id"), id -> new TreeMap<>())
                    .merge(row.getString("point"), row.getLong("version"), Math::max);
        }
        return acks;
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
        return acknowledged(pool, versions.keySet())
                .map(acks -> new Waiter(versions, acks, points()))
                .flatMap(
                        waiter ->
                                wait.isZero() || waiter.pending().isEmpty()
                                        ? Uni.createFrom().item(Enforcement.of(waiter.pending()))
                                        : await(waiter, wait));
    }

    private Uni<Enforcement> await(Waiter waiter, Duration wait) {
        return Uni.createFrom()
                .<Void>emitter(emitter -> waiters.add(waiter, emitter))
                .ifNoItem()
                .after(wait)
                .recoverWithItem((Void) null)
                .onCancellation()
                .invoke(() -> waiters.remove(waiter))
                .map(done -> Enforcement.of(waiters.remove(waiter)));
    }

    private Uni<Void> look() {
        List<Ack> missing = waiters.missing();
        if (missing.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return pool.preparedQuery(LOOK)
                .execute(columns(missing))
                .invoke(rows -> waiters.heard(acks(rows)))
                .replaceWithVoid()
                .onFailure()
                .invoke(e -> LOG.warnf("acknowledgements not read: %s", e.getClass().getName()))
                .onFailure()
                .recoverWithNull();
    }

    private static List<Ack> acks(RowSet<Row> rows) {
        List<Ack> acks = new ArrayList<>();
        rows.forEach(
                row ->
                        acks.add(
                                new Ack(
                                        row.getString("profile_id"),
                                        row.getString("point"),
                                        row.getLong("version"))));
        return acks;
    }

    private static Tuple columns(List<Ack> acks) {
        return Tuple.of(
                acks.stream().map(Ack::profileId).toArray(String[]::new),
                acks.stream().map(Ack::point).toArray(String[]::new),
                acks.stream().map(Ack::version).toArray(Long[]::new));
    }

    Uni<Void> acknowledge(List<FenceAck> all) {
        List<Ack> acks = highest(all);
        return acks.isEmpty()
                ? Uni.createFrom().voidItem()
                : pool.preparedQuery(ACKNOWLEDGE)
                        .execute(columns(acks))
                        .invoke(() -> waiters.heard(acks))
                        .replaceWithVoid();
    }

    /** In one order, in which their rows are locked. */
    private static List<Ack> highest(List<FenceAck> acks) {
        Map<String, Ack> highest = new TreeMap<>();
        acks.forEach(
                ack ->
                        highest.merge(
                                ack.profileId() + ' ' + ack.point(),
                                new Ack(ack.profileId(), ack.point(), ack.subjectVersion()),
                                (one, other) -> one.version() < other.version() ? other : one));
        return List.copyOf(highest.values());
    }
}
