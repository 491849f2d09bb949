package org.purposecdp.activation.delivery;

import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import org.jboss.logging.Logger;

import org.purposecdp.contracts.delivery.DeliveryOutcome;
import org.purposecdp.contracts.json.Json;
import org.purposecdp.contracts.topic.Topic;
import org.purposecdp.kit.messaging.EventProducer;
import org.purposecdp.kit.messaging.OutgoingEvent;

/** Tells what became of deliveries. A row says that it is not told yet until Kafka has it. */
@ApplicationScoped
class Publication {
    private static final Logger LOG = Logger.getLogger(Publication.class);
    private static final Duration LEFT_BEHIND = Duration.ofSeconds(10);

    private static final String TOLD =
            "update delivery set unpublished = false where id = any($1) and unpublished";

    private static final String UNTOLD =
            """
            select id, activation, destination, purpose, profile_id, record_id, state, reason,
                evidence, nodes, subject_version, finished_at
            from delivery where unpublished and finished_at < $1 order by finished_at limit 500
            """;

    private final Pool pool;
    private final EventProducer producer;
    private final Clock clock = Clock.systemUTC();

    Publication(Pool pool, EventProducer producer) {
        this.pool = pool;
        this.producer = producer;
    }

    Uni<Void> publish(List<DeliveryOutcome> outcomes) {
        if (outcomes.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return producer.sendAll(outcomes.stream().map(Publication::event).toList())
                .chain(
                        () ->
                                pool.preparedQuery(TOLD)
                                        .execute(
                                                Tuple.tuple()
                                                        .addValue(
                                                                outcomes.stream()
                                                                        .map(
                                                                                DeliveryOutcome
                                                                                        ::deliveryId)
                                                                        .toArray(String[]::new))))
                .replaceWithVoid();
    }

    /** What a crash or a failed produce left behind. */
    @Scheduled(
            every = "10s",
            delayed = "10s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> publishLeftBehind() {
        return pool.preparedQuery(UNTOLD)
                .execute(Tuple.of(clock.instant().minus(LEFT_BEHIND).atOffset(ZoneOffset.UTC)))
                .map(Publication::outcomes)
                .chain(this::publish)
                .onFailure()
                .invoke(e -> LOG.warnf("outcomes not told, again: %s", e.getClass().getName()))
                .onFailure()
                .recoverWithNull();
    }

    private static List<DeliveryOutcome> outcomes(RowSet<Row> rows) {
        List<DeliveryOutcome> outcomes = new ArrayList<>();
        rows.forEach(row -> outcomes.add(outcome(row)));
        return outcomes;
    }

    static DeliveryOutcome outcome(Row row) {
        return new DeliveryOutcome(
                row.getString("id"),
                row.getString("activation"),
                row.getString("destination"),
                row.getString("purpose"),
                row.getString("profile_id"),
                row.getString("record_id"),
                DeliveryOutcome.State.valueOf(row.getString("state")),
                row.getString("reason"),
                row.getString("evidence"),
                Arrays.asList(row.getArrayOfStrings("nodes")),
                row.getLong("subject_version"),
                row.getOffsetDateTime("finished_at").toInstant());
    }

    private static OutgoingEvent event(DeliveryOutcome outcome) {
        return new OutgoingEvent(
                Topic.DELIVERIES,
                outcome.profileId(),
                "delivery.settled.v1",
                Json.bytes(outcome),
                List.of());
    }
}
