package org.purposecdp.activation.delivery;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import org.jboss.logging.Logger;

import org.purposecdp.activation.destination.Destinations;
import org.purposecdp.activation.destination.Receiver;
import org.purposecdp.activation.subject.SubjectsApplied;
import org.purposecdp.contracts.policy.Policy;
import org.purposecdp.kit.messaging.FlowGate;
import org.purposecdp.kit.state.PolicyHolder;

/** Keeps a lane for each destination, so that a dead one slows no other. */
@ApplicationScoped
public class Sender {
    private static final Logger LOG = Logger.getLogger(Sender.class);

    private static final String SUPPRESS =
            """
            update delivery d
            set state = 'SUPPRESSED', reason = $1, waiting = false, finished_at = now(),
                unpublished = true
            where state = 'QUEUED' and
            """;

    private static final String DISABLED =
            "destination in (select id from destination where disabled_at is not null)";

    /** What was under way when its activation was deleted; its destination may be gone as well. */
    private static final String LEFT_BEHIND =
            """
            not exists (select 1 from activation a
                where a.id = d.activation and a.made_at <= d.created_at)
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
                .with(
                        released -> {
                            if (released) {
                                wake();
                            }
                        },
                        e -> LOG.warnf("not released: %s", e.getClass().getName()));
    }

    @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> refresh() {
        return destinations
                .receivers()
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
        return suppress("DESTINATION_DISABLED", DISABLED);
    }

    @Scheduled(every = "60s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> suppressLeftBehind() {
        return suppress(Claims.ACTIVATION_DELETED, LEFT_BEHIND);
    }

    private Uni<Void> suppress(String reason, String which) {
        return pool.preparedQuery(SUPPRESS + which)
                .execute(Tuple.of(reason))
                .replaceWithVoid()
                .onFailure()
                .recoverWithNull();
    }

    private void open(List<Receiver> enabled) {
        Set<String> ids = enabled.stream().map(Receiver::id).collect(Collectors.toSet());
        lanes.keySet().retainAll(ids);
        enabled.forEach(
                each ->
                        lanes.computeIfAbsent(
                                        each.id(), id -> new Lane(id, this::claim, this::send))
                                .become(each.destination()));
    }

    /** What is under way is settled, or left to whoever finds its claim past the deadline. */
    void drain(@Observes @Priority(2) ShutdownEvent event) {
        flowGate.awaitDrained(
                () -> lanes.values().stream().allMatch(Lane::idle) && results.written());
    }

    private Uni<Claims.Round> claim(String id, int free) {
        Optional<Policy> current = policy.current();
        if (current.isEmpty() || !flowGate.begins()) {
            return Uni.createFrom().item(Claims.Round.NOTHING);
        }
        return claims.take(id, free, current.get())
                .invoke(round -> results.tell(round.suppressed()));
    }

    private void send(Receiver to, Attempt attempt, Runnable done) {
        webhooks.post(
                to,
                attempt,
                answer -> {
                    if (answer.kind() != Answer.Kind.NOT_BEGUN) {
                        settle(attempt, answer);
                    }
                    done.run();
                });
    }

    private void settle(Attempt attempt, Answer answer) {
        double chance = ThreadLocalRandom.current().nextDouble();
        Outcome outcome = Outcome.of(answer, attempt.number(), clock.instant(), chance);
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
