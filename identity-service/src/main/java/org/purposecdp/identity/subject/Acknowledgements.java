package org.purposecdp.identity.subject;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

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
 * Tells the fence of a Subject version: at once, unless it bars or frees a node. Then once that was
 * cut, which waits for every transaction that may have weighed the node before.
 */
@ApplicationScoped
public class Acknowledgements {
    private static final Logger LOG = Logger.getLogger(Acknowledgements.class);

    static final String DUE =
            """
            select s.profile_id, s.ack_version from subject s
            where s.ack_version is not null and not s.blocked and not exists (
                select from barred_node b where b.due and b.profile_id = s.profile_id)
            limit 1000
            """;

    private static final String DONE =
            """
            update subject s set ack_version = null
            from unnest($1::text[], $2::bigint[]) as done (id, version)
            where s.profile_id = done.id and s.ack_version = done.version
            """;

    private final Pool pool;
    private final EventProducer producer;
    private final String point;
    private final AtomicBoolean running = new AtomicBoolean();
    private volatile boolean again;

    Acknowledgements(
            Pool pool,
            EventProducer producer,
            @ConfigProperty(name = "quarkus.application.name") String point) {
        this.pool = pool;
        this.producer = producer;
        this.point = point;
    }

    /** Something was applied, or cut. */
    @Scheduled(every = "1s", delayed = "1s")
    public void wake() {
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
        return pool.preparedQuery(DUE)
                .execute()
                .map(this::acks)
                .chain(acks -> acks.isEmpty() ? Uni.createFrom().item(0) : publish(acks));
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
