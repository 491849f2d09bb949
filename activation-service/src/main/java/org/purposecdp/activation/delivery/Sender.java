package org.purposecdp.activation.delivery;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import org.jboss.logging.Logger;

import org.purposecdp.activation.definition.Stored;
import org.purposecdp.activation.destination.Destination;
import org.purposecdp.activation.destination.Destinations;
import org.purposecdp.activation.subject.SubjectsApplied;
import org.purposecdp.contracts.policy.Policy;
import org.purposecdp.kit.messaging.FlowGate;
import org.purposecdp.kit.state.PolicyHolder;

/** Keeps a lane for each destination, so that a dead one slows no other. */
@ApplicationScoped
public class Sender {
    private static final Logger LOG = Logger.getLogger(Sender.class);

    private static final String SUPPRESS_DISABLED =
            """
            update delivery d
            set state = 'SUPPRESSED', reason = 'DESTINATION_DISABLED', waiting = false,
                finished_at = now(), unpublished = true
            where state = 'QUEUED' and destination in
                (select id from destination where disabled_at is not null)
            """;

    private final Pool pool;
    private final Claims claims;
    private final Results results;
    private final WebhookClient webhooks;
    private final Destinations destinations;
    private final Queue queue;
    private final PolicyHolder policy;
    private final FlowGate flowGate;
    private final Clock clock = Clock.systemUTC();
    private final Map<String, Lane> lanes = new ConcurrentHashMap<>();

    Sender(
            Pool pool,
            Claims claims,
            Results results,
            WebhookClient webhooks,
            Destinations destinations,
            Queue queue,
            PolicyHolder policy,
            FlowGate flowGate) {
        this.pool = pool;
        this.claims = claims;
        this.results = results;
        this.webhooks = webhooks;
        this.destinations = destinations;
        this.queue = queue;
        this.policy = policy;
        this.flowGate = flowGate;
    }

    /** Something was queued or released. */
    public void wake() {
        lanes.values().forEach(Lane::wake);
    }

    void subjectsApplied(@Observes SubjectsApplied applied) {
        queue.release(pool, applied.profileIds())
                .subscribe()
                .with(done -> wake(), e -> LOG.warnf("not released: %s", e.getClass().getName()));
    }

    @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> refresh() {
        return destinations
                .enabled()
                .invoke(this::open)
                .invoke(this::wake)
                .replaceWithVoid()
                .onFailure()
                .invoke(e -> LOG.warnf("destinations not read: %s", e.getClass().getName()))
                .onFailure()
                .recoverWithNull();
    }

    @Scheduled(every = "5s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> suppressDisabled() {
        return pool.query(SUPPRESS_DISABLED)
                .execute()
                .replaceWithVoid()
                .onFailure()
                .recoverWithNull();
    }

    private void open(List<Stored<Destination>> enabled) {
        Set<String> ids = enabled.stream().map(Stored::id).collect(Collectors.toSet());
        lanes.keySet().retainAll(ids);
        enabled.forEach(
                each ->
                        lanes.computeIfAbsent(
                                        each.id(), id -> new Lane(id, this::claim, this::send))
                                .become(each.body()));
    }

    private Uni<Claims.Round> claim(String id, Destination destination, int free) {
        Optional<Policy> current = policy.current();
        if (current.isEmpty() || !flowGate.open()) {
            return Uni.createFrom().item(new Claims.Round(0, List.of(), List.of()));
        }
        Duration timeout = Duration.ofSeconds(destination.timeoutSeconds());
        return claims.take(id, timeout, free, current.get())
                .invoke(round -> results.tell(round.suppressed()));
    }

    private void send(Destination destination, Attempt attempt, Runnable done) {
        webhooks.post(
                destination,
                attempt,
                (status, retryAfter) -> {
                    if (status != WebhookClient.NOT_BEGUN) {
                        settle(attempt, status, retryAfter);
                    }
                    done.run();
                });
    }

    private void settle(Attempt attempt, int status, Long retryAfter) {
        double chance = ThreadLocalRandom.current().nextDouble();
        Outcome outcome = Outcome.of(status, retryAfter, attempt.number(), clock.instant(), chance);
        if (outcome instanceof Outcome.Gone) {
            disable(attempt.delivery().ask().destination());
        }
        results.add(new Results.Result(attempt, outcome, clock.instant()));
    }

    private void disable(String destination) {
        lanes.remove(destination);
        destinations
                .disable(destination)
                .subscribe()
                .with(
                        done -> LOG.infof("destination %s wants no more (410)", destination),
                        e -> LOG.warnf("not disabled: %s", e.getClass().getName()));
    }
}
