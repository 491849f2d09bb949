package org.purposecdp.identity.node;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;

import org.purposecdp.contracts.policy.Policy;
import org.purposecdp.identity.cluster.Kept;
import org.purposecdp.kit.state.PolicyHolder;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Deletes match fields that are covered no more, or kept for long enough. */
@ApplicationScoped
class FieldSweep {
    /** Others wait while so many are cut again. */
    private static final int NODES_AT_ONCE = 200;

    private final Pool pool;
    private final Resolver resolver;
    private final Supplier<Optional<Policy>> policies;

    @Inject
    FieldSweep(Pool pool, Resolver resolver, PolicyHolder policies) {
        this(pool, resolver, policies::current);
    }

    FieldSweep(Pool pool, Resolver resolver, Supplier<Optional<Policy>> policies) {
        this.pool = pool;
        this.resolver = resolver;
        this.policies = policies;
    }

    @Scheduled(
            every = "10s",
            delayed = "10s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> run() {
        Optional<Coverage> coverage = policies.get().map(Coverage::of);
        return coverage.map(now -> past(now).chain(() -> uncovered(now)))
                .orElseGet(() -> Uni.createFrom().voidItem());
    }

    private Uni<Void> past(Coverage coverage) {
        Instant now = Instant.now();
        return pool.preparedQuery(
                        "select id from node where kept_until <= $1 order by kept_until limit $2")
                .execute(Tuple.of(now.atOffset(ZoneOffset.UTC), NODES_AT_ONCE))
                .map(
                        rows -> {
                            Set<String> ids = new HashSet<>();
                            rows.forEach(row -> ids.add(row.getString(0)));
                            return ids;
                        })
                .chain(
                        ids ->
                                refit(ids, coverage, now)
                                        .chain(
                                                () ->
                                                        ids.size() == NODES_AT_ONCE
                                                                ? past(coverage)
                                                                : nothing()));
    }

    /** All are looked through once the register covers something else. */
    private Uni<Void> uncovered(Coverage coverage) {
        Instant now = Instant.now();
        String text = UUID.nameUUIDFromBytes(coverage.text(now).getBytes(UTF_8)).toString();
        return pool.query("select covered from resolver")
                .execute()
                .map(rows -> rows.iterator().next().getString(0))
                .chain(
                        last ->
                                text.equals(last)
                                        ? nothing()
                                        : from("", coverage, now)
                                                .chain(
                                                        () ->
                                                                pool.preparedQuery(
                                                                                "update resolver set covered = $1")
                                                                        .execute(Tuple.of(text)))
                                                .replaceWithVoid());
    }

    private Uni<Void> from(String after, Coverage coverage, Instant now) {
        return pool.preparedQuery(
                        """
                        select id, source, person, said, said_at, kept_until from node
                        where id > $1 and person is not null order by id limit $2
                        """)
                .execute(Tuple.of(after, NODES_AT_ONCE))
                .chain(
                        rows -> {
                            List<String> all = new ArrayList<>();
                            Set<String> other = new HashSet<>();
                            rows.forEach(
                                    row -> {
                                        all.add(row.getString(0));
                                        if (differs(row, coverage, now)) {
                                            other.add(row.getString(0));
                                        }
                                    });
                            return refit(other, coverage, now)
                                    .chain(
                                            () ->
                                                    all.size() < NODES_AT_ONCE
                                                            ? nothing()
                                                            : from(
                                                                    all.get(all.size() - 1),
                                                                    coverage,
                                                                    now));
                        });
    }

    private static boolean differs(Row row, Coverage coverage, Instant now) {
        Kept kept = KeptText.read(row);
        Coverage.Fields stored =
                new Coverage.Fields(PersonText.read(row.getString("person")), kept);
        return !coverage.left(row.getString("source"), stored, now).kept().equals(kept);
    }

    private Uni<Void> refit(Set<String> ids, Coverage coverage, Instant now) {
        return ids.isEmpty()
                ? nothing()
                : resolver.refit(ids, (node, stored) -> coverage.left(node.source(), stored, now));
    }

    private static Uni<Void> nothing() {
        return Uni.createFrom().voidItem();
    }
}
