package org.purposecdp.identity.subject;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import org.eclipse.microprofile.config.inject.ConfigProperty;

import org.purposecdp.contracts.policy.Policy;
import org.purposecdp.kit.state.PolicyHolder;

/** What another policy, or time alone, makes of the marks; what stays suspended is erased. */
@ApplicationScoped
class Remarking {
    private static final int SUBJECTS_AT_ONCE = 200;

    private final Pool pool;
    private final PolicyHolder policies;
    private final Marker marker;
    private final Event<SubjectsMarked> marked;
    private final Duration suspension;
    private final SubjectTable table = new SubjectTable();

    Remarking(
            Pool pool,
            PolicyHolder policies,
            Marker marker,
            Event<SubjectsMarked> marked,
            @ConfigProperty(name = "cdp.suspension", defaultValue = "P30D") Duration suspension) {
        this.pool = pool;
        this.policies = policies;
        this.marker = marker;
        this.marked = marked;
        this.suspension = suspension;
    }

    @Scheduled(
            every = "2s",
            delayed = "3s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> run() {
        return policies.current()
                .map(policy -> some(policy, false))
                .orElseGet(() -> Uni.createFrom().voidItem());
    }

    private Uni<Void> some(Policy policy, boolean any) {
        return pool.withTransaction(
                        tx ->
                                table.toMark(tx, marker.digest(policy), SUBJECTS_AT_ONCE)
                                        .call(subjects -> marker.mark(tx, subjects)))
                .chain(
                        subjects -> {
                            boolean more = any || !subjects.isEmpty();
                            if (subjects.size() == SUBJECTS_AT_ONCE) {
                                return some(policy, true);
                            }
                            if (more) {
                                marked.fire(new SubjectsMarked());
                            }
                            return Uni.createFrom().voidItem();
                        });
    }

    @Scheduled(every = "1h", delayed = "4m")
    Uni<Void> eraseSuspended() {
        return table.eraseSuspended(pool, OffsetDateTime.now(ZoneOffset.UTC).minus(suspension))
                .invoke(
                        some -> {
                            if (some > 0) {
                                marked.fire(new SubjectsMarked());
                            }
                        })
                .replaceWithVoid();
    }
}
