package org.purposecdp.activation.delivery;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import org.jboss.logging.Logger;

import org.purposecdp.activation.subject.Acknowledgements;
import org.purposecdp.contracts.delivery.DeliveryOutcome;

/** Writes what attempts came to, many at a time, and tells of those that are settled. */
@ApplicationScoped
class Results {
    private static final Logger LOG = Logger.getLogger(Results.class);
    private static final int MOST = 500;

    /** Cost goes by writes, not by results. */
    private static final Duration GATHER = Duration.ofMillis(15);

    /** Only while the claim is still this attempt's. */
    private static final String WRITE =
            """
            update delivery d
            set state = r.state, reason = r.reason, next_at = r.next_at, claim = null,
                finished_at = r.finished_at, unpublished = r.finished_at is not null
            from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::timestamptz[],
                $6::timestamptz[]) as r (id, claim, state, reason, next_at, finished_at)
            where d.id = r.id and d.claim = r.claim and d.state = 'CLAIMED'
            returning d.id
            """;

    private final Pool pool;
    private final Publication publication;
    private final Acknowledgements acknowledgements;
    private final ConcurrentLinkedQueue<Result> results = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean writing = new AtomicBoolean();

    Results(Pool pool, Publication publication, Acknowledgements acknowledgements) {
        this.pool = pool;
        this.publication = publication;
        this.acknowledgements = acknowledgements;
    }

    record Result(Attempt attempt, Outcome outcome, Instant at) {
        boolean settled() {
            return !(outcome instanceof Outcome.Again);
        }

        String state() {
            if (outcome instanceof Outcome.Delivered) {
                return DeliveryOutcome.State.DELIVERED.name();
            }
            return settled() ? DeliveryOutcome.State.FAILED.name() : "QUEUED";
        }

        String reason() {
            if (outcome instanceof Outcome.Again again) {
                return again.reason();
            }
            if (outcome instanceof Outcome.Failed failed) {
                return failed.reason();
            }
            return outcome instanceof Outcome.Gone ? "HTTP_410" : null;
        }

        OffsetDateTime nextAt() {
            Instant next = outcome instanceof Outcome.Again again ? again.at() : at;
            return next.atOffset(ZoneOffset.UTC);
        }

        OffsetDateTime finishedAt() {
            return settled() ? at.atOffset(ZoneOffset.UTC) : null;
        }

        DeliveryOutcome told() {
            return attempt.outcome(DeliveryOutcome.State.valueOf(state()), reason(), at);
        }
    }

    void add(Result result) {
        results.add(result);
        writeNext();
    }

    boolean written() {
        return results.isEmpty() && !writing.get();
    }

    private void writeNext() {
        if (results.isEmpty() || !writing.compareAndSet(false, true)) {
            return;
        }
        Uni.createFrom()
                .voidItem()
                .onItem()
                .delayIt()
                .by(GATHER)
                .subscribe()
                .with(gathered -> writeGathered());
    }

    private void writeGathered() {
        List<Result> batch = new ArrayList<>();
        for (Result next = results.poll(); next != null; next = results.poll()) {
            batch.add(next);
            if (batch.size() == MOST) {
                break;
            }
        }
        write(batch)
                .onFailure()
                .invoke(e -> LOG.warnf("results not written, again: %s", e.getClass().getName()))
                .onFailure()
                .retry()
                .withBackOff(Duration.ofMillis(200), Duration.ofSeconds(2))
                .indefinitely()
                .invoke(written -> tell(batch, written))
                .subscribe()
                .with(
                        written -> {
                            writing.set(false);
                            writeNext();
                        });
    }

    private Uni<Set<String>> write(List<Result> batch) {
        return pool.preparedQuery(WRITE)
                .execute(
                        Tuple.of(
                                texts(batch, result -> result.attempt().delivery().id()),
                                texts(batch, result -> result.attempt().claim()),
                                texts(batch, Result::state),
                                texts(batch, Result::reason),
                                times(batch, Result::nextAt),
                                times(batch, Result::finishedAt)))
                .map(
                        rows -> {
                            Set<String> written = new HashSet<>();
                            rows.forEach(row -> written.add(row.getString(0)));
                            return written;
                        });
    }

    private void tell(List<Result> batch, Set<String> written) {
        acknowledgements.attemptsEnded();
        List<DeliveryOutcome> settled =
                batch.stream()
                        .filter(Result::settled)
                        .filter(result -> written.contains(result.attempt().delivery().id()))
                        .map(Result::told)
                        .toList();
        tell(settled);
    }

    void tell(List<DeliveryOutcome> settled) {
        publication
                .publish(settled)
                .subscribe()
                .with(
                        done -> {},
                        e -> LOG.warnf("outcomes not told yet: %s", e.getClass().getName()));
    }

    private static String[] texts(List<Result> batch, Function<Result, String> column) {
        return batch.stream().map(column).toArray(String[]::new);
    }

    private static OffsetDateTime[] times(
            List<Result> batch, Function<Result, OffsetDateTime> column) {
        return batch.stream().map(column).toArray(OffsetDateTime[]::new);
    }
}
