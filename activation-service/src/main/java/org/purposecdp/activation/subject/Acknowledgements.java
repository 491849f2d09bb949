package org.purposecdp.activation.subject;

import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

import org.purposecdp.contracts.fence.FenceAck;
import org.purposecdp.contracts.json.Json;
import org.purposecdp.contracts.topic.Topic;
import org.purposecdp.kit.messaging.EventProducer;
import org.purposecdp.kit.messaging.OutgoingEvent;

/**
 * Tells the fence of a Subject version once no attempt under an older one can still be under way: a
 * claim counts until its deadline and the clock margin are past.
 */
@ApplicationScoped
public class Acknowledgements {
    private static final Logger LOG = Logger.getLogger(Acknowledgements.class);

    private static final String DUE =
            """
            select s.profile_id, s.ack_version from subject s
            where s.ack_version is not null and not s.blocked and not exists (
                select 1 from delivery d
                where d.state = 'CLAIMED' and d.claim_deadline > $1
                    and (d.profile_id = s.profile_id and d.subject_version < s.ack_version
                        or d.profile_id <> s.profile_id and d.nodes && s.node_ids))
            limit 1000
            """;

    private static final String PENDING =
            "select exists (select from subject where ack_version is not null)";

    private static final String DONE =
            """
            update subject s set ack_version = null
            from unnest($1::text[], $2::bigint[]) as done (id, version)
            where s.profile_id = done.id and s.ack_version = done.version
            """;

    private final Pool pool;
    private final EventProducer producer;
    private final Duration margin;
    private final String point;
    private final Clock clock = Clock.systemUTC();
    private final AtomicBoolean running = new AtomicBoolean();
    private volatile boolean again;

    /** Only while there are some does the end of an attempt matter. */
    private volatile boolean pending = true;

    private final AtomicLong applied = new AtomicLong();

    Acknowledgements(
            Pool pool,
            EventProducer producer,
            @ConfigProperty(name = "cdp.claim.clock-margin", defaultValue = "2S") Duration margin,
            @ConfigProperty(name = "quarkus.application.name") String point) {
        this.pool = pool;
        this.producer = producer;
        this.margin = margin;
        this.point = point;
    }

    /** An attempt has ended. */
    public void attemptsEnded() {
        if (pending) {
            wake();
        }
    }

    /** Subjects that must be acknowledged were applied, by this instance or another. */
    void applied() {
        applied.incrementAndGet();
        pending = true;
        wake();
    }

    @Scheduled(every = "1s", delayed = "1s")
    void wake() {
        again = true;
        if (running.compareAndSet(false, true)) {
            run();
        }
    }

    private void run() {
        again = false;
        acknowledge()
                .subscribe()
                .with(
                        this::ended,
                        failure -> {
                            LOG.warnf(
                                    "acknowledging failed with %s, again",
                                    failure.getClass().getName());
                            ended(0);
                        });
    }

    private void ended(int acknowledged) {
        if (again || acknowledged > 0) {
            run();
            return;
        }
        running.set(false);
    }

    private Uni<Integer> acknowledge() {
        OffsetDateTime passed = clock.instant().minus(margin).atOffset(ZoneOffset.UTC);
        return pool.preparedQuery(DUE)
                .execute(Tuple.of(passed))
                .map(this::acks)
                .chain(acks -> acks.isEmpty() ? look() : publish(acks));
    }

    private Uni<Integer> look() {
        long before = applied.get();
        return pool.query(PENDING)
                .execute()
                .invoke(
                        rows ->
                                pending =
                                        rows.iterator().next().getBoolean(0)
                                                || applied.get() != before)
                .replaceWith(0);
    }

    private List<FenceAck> acks(RowSet<Row> rows) {
        List<FenceAck> acks = new ArrayList<>();
        rows.forEach(row -> acks.add(new FenceAck(row.getString(0), point, row.getLong(1))));
        return acks;
    }

    private Uni<Integer> publish(List<FenceAck> acks) {
        return producer.sendAll(acks.stream().map(Acknowledgements::event).toList())
                .chain(
                        () ->
                                pool.preparedQuery(DONE)
                                        .execute(
                                                Tuple.of(
                                                        acks.stream()
                                                                .map(FenceAck::profileId)
                                                                .toArray(String[]::new),
                                                        acks.stream()
                                                                .map(FenceAck::subjectVersion)
                                                                .toArray(Long[]::new))))
                .replaceWith(acks.size());
    }

    private static OutgoingEvent event(FenceAck ack) {
        return new OutgoingEvent(
                Topic.FENCE_ACKS,
                ack.profileId(),
                "fence.acknowledged.v1",
                Json.bytes(ack),
                List.of());
    }
}
