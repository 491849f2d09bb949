package org.purposecdp.consent.subject;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.jboss.logging.Logger;

import org.purposecdp.consent.policy.Fingerprint;
import org.purposecdp.consent.policy.Policies;
import org.purposecdp.contracts.policy.Policy;

/**
 * Derives Subjects again in the background: those that rest on words, when the register gives words
 * another meaning, and those that could not be derived when it was their turn. One instance at a
 * time; what is due is in the store, so that another goes on where one ended.
 */
@ApplicationScoped
public class Rederivation {
    private static final Logger LOG = Logger.getLogger(Rederivation.class);
    private static final long ALONE = 7_301_002;
    private static final int PAGE = 100;
    private static final int TELL_EVERY = 10_000;

    private static final String RESTING_ON_WORDS =
            """
            insert into derivation_due (profile_id, ack)
            select distinct profile_id, false from node join said using (node_id)
            where profile_id is not null
            order by profile_id
            on conflict do nothing
            """;

    private final Pool pool;
    private final Policies policies;
    private final Subjects subjects;
    private final AtomicLong derived = new AtomicLong();
    private volatile long compared;

    Rederivation(Pool pool, Policies policies, Subjects subjects) {
        this.pool = pool;
        this.policies = policies;
        this.subjects = subjects;
    }

    private record Due(String profileId, boolean ack) {}

    @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> run() {
        return policies.current()
                .flatMap(this::compare)
                .flatMap(done -> pages())
                .invoke(this::tellDone)
                .onFailure()
                .invoke(e -> LOG.warnf("deriving again failed, again: %s", e.getClass().getName()))
                .onFailure()
                .recoverWithNull();
    }

    private Uni<Void> compare(Policy policy) {
        // A register that nobody has ever written to has none.
        if (policy == null || policy.version() == compared) {
            return Uni.createFrom().voidItem();
        }
        return pool.withTransaction(
                tx ->
                        alone(tx)
                                .flatMap(
                                        mine ->
                                                mine
                                                        ? policies.current(tx)
                                                                .flatMap(now -> compare(tx, now))
                                                        : Uni.createFrom().voidItem()));
    }

    private Uni<Void> compare(SqlConnection tx, Policy policy) {
        return tx.preparedQuery("update meaning set hash = $1 where hash <> $1")
                .execute(Tuple.of(Fingerprint.ofWords(policy)))
                .flatMap(
                        changed ->
                                changed.rowCount() == 0
                                        ? Uni.createFrom().voidItem()
                                        : tx.query(RESTING_ON_WORDS)
                                                .execute()
                                                .invoke(due -> tellBegun(due.rowCount()))
                                                .replaceWithVoid())
                .invoke(() -> compared = policy.version());
    }

    private static void tellBegun(int due) {
        LOG.infof("words mean something else: %d Subjects are derived again", due);
    }

    private static Uni<Boolean> alone(SqlConnection tx) {
        return tx.preparedQuery("select pg_try_advisory_xact_lock($1)")
                .execute(Tuple.of(ALONE))
                .map(rows -> rows.iterator().next().getBoolean(0));
    }

    /** Until nothing is due, or another instance is at it. */
    private Uni<Void> pages() {
        return Multi.createBy()
                .repeating()
                .uni(() -> page())
                .whilst(more -> more)
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Boolean> page() {
        return due().flatMap(
                        ids ->
                                ids.isEmpty()
                                        ? Uni.createFrom().item(false)
                                        : derive(ids).onFailure().recoverWithUni(e -> each(ids)));
    }

    private Uni<List<String>> due() {
        return pool.preparedQuery(
                        "select profile_id from derivation_due where not_before <= now()"
                                + " order by not_before, profile_id limit $1")
                .execute(Tuple.of(PAGE))
                .map(rows -> FilePages.list(rows, row -> row.getString("profile_id")));
    }

    /** What one cannot be derived for stops nobody else. */
    private Uni<Boolean> each(List<String> ids) {
        return Multi.createFrom()
                .iterable(ids)
                .onItem()
                .transformToUniAndConcatenate(
                        id -> derive(List.of(id)).onFailure().recoverWithUni(e -> postpone(id, e)))
                .collect()
                .last();
    }

    private Uni<Boolean> postpone(String profileId, Throwable why) {
        LOG.errorf(
                "Subject %s cannot be derived again, later once more: %s",
                profileId, why.getClass().getName());
        return pool.preparedQuery(
                        "update derivation_due set not_before = now() + interval '1 minute'"
                                + " where profile_id = $1")
                .execute(Tuple.of(profileId))
                .replaceWith(true);
    }

    /** Answers false when another instance is at it. */
    private Uni<Boolean> derive(List<String> ids) {
        return pool.withTransaction(
                        tx ->
                                alone(tx)
                                        .flatMap(
                                                mine ->
                                                        mine
                                                                ? derive(tx, ids).replaceWith(true)
                                                                : Uni.createFrom().item(false)))
                .invoke(mine -> tell(mine ? ids.size() : 0));
    }

    private Uni<Void> derive(SqlConnection tx, List<String> ids) {
        return subjects.shareNodes(tx)
                .flatMap(
                        shared ->
                                tx.preparedQuery(
                                                "delete from derivation_due"
                                                        + " where profile_id = any($1)"
                                                        + " returning profile_id, ack")
                                        .execute(
                                                Tuple.tuple().addValue(ids.toArray(String[]::new))))
                .map(rows -> FilePages.list(rows, Rederivation::due))
                .flatMap(due -> deriveDue(tx, due));
    }

    private static Due due(Row row) {
        return new Due(row.getString("profile_id"), row.getBoolean("ack"));
    }

    private Uni<Void> deriveDue(SqlConnection tx, List<Due> due) {
        List<String> all = new ArrayList<>();
        Set<String> acked = new HashSet<>();
        Set<String> others = new HashSet<>();
        for (Due one : due) {
            all.add(one.profileId());
            (one.ack() ? acked : others).add(one.profileId());
        }
        return subjects.lock(tx, all)
                .flatMap(locked -> subjects.derive(tx, acked, true))
                .flatMap(done -> subjects.derive(tx, others, false))
                .replaceWithVoid();
    }

    private void tell(int more) {
        long before = derived.getAndAdd(more);
        if (before / TELL_EVERY != (before + more) / TELL_EVERY) {
            LOG.infof("%d Subjects were derived again, and it goes on", before + more);
        }
    }

    private void tellDone() {
        long all = derived.getAndSet(0);
        if (all > 0) {
            LOG.infof("%d Subjects were derived again, none is left", all);
        }
    }
}
