package org.purposecdp.activation.delivery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.eclipse.microprofile.config.inject.ConfigProperty;

import org.purposecdp.activation.destination.Destinations;
import org.purposecdp.activation.destination.Receiver;
import org.purposecdp.activation.gate.Gate;
import org.purposecdp.activation.gate.Known;
import org.purposecdp.activation.gate.Verdict;
import org.purposecdp.activation.subject.StoredSubjects;
import org.purposecdp.activation.view.Views;
import org.purposecdp.contracts.delivery.DeliveryOutcome;
import org.purposecdp.contracts.policy.Policy;
import org.purposecdp.contracts.subject.Channel;

/**
 * Asks the gate and claims what it lets through, in one transaction that holds the nodes and
 * subjects it rests on: a newer Subject is written either before, and seen, or after, and then its
 * acknowledgement sees the claim.
 */
@ApplicationScoped
class Claims {
    static final String ACTIVATION_DELETED = "ACTIVATION_DELETED";

    /** Time to begin an attempt, before what it rests on is too old to. */
    private static final Duration START = Duration.ofSeconds(2);

    /** A claim that was not settled is due again once it can no longer be under way. */
    private static final String DUE =
            "select "
                    + Queued.COLUMNS
                    + " from delivery where destination = $1 and state in ('QUEUED', 'CLAIMED')"
                    + " and next_at <= $2 order by next_at limit $3 for update skip locked";

    private static final String CLAIM =
            """
            update delivery d
            set state = 'CLAIMED', waiting = false, attempts = d.attempts + 1, claim = $1,
                claim_deadline = $2, next_at = $3, nodes = string_to_array(c.nodes, ','),
                subject_version = c.version, evidence = c.evidence
            from unnest($4::text[], $5::text[], $6::bigint[], $7::text[])
                as c (id, nodes, version, evidence)
            where d.id = c.id
            """;

    private static final String SUPPRESS =
            """
            update delivery d
            set state = 'SUPPRESSED', waiting = false, reason = s.reason, evidence = s.evidence,
                nodes = string_to_array(s.nodes, ','), subject_version = s.version,
                finished_at = $1, unpublished = true, claim = null
            from unnest($2::text[], $3::text[], $4::bigint[], $5::text[], $6::text[])
                as s (id, nodes, version, evidence, reason)
            where d.id = s.id
            """;

    private static final String WAIT =
            """
            update delivery
            set state = 'QUEUED', waiting = true, claim = null, next_at = $1::timestamptz
                + case when created_at > $1::timestamptz - interval '10 s'
                    then interval '500 ms' else interval '5 s' end
            where id = any($2)
            """;

    private static final String MOVE =
            """
            update delivery d
            set state = 'QUEUED', waiting = true, claim = null, profile_id = m.profile_id,
                next_at = $1::timestamptz + interval '200 ms'
            from unnest($2::text[], $3::text[]) as m (id, profile_id) where d.id = m.id
            """;

    private final Pool pool;
    private final Views views;
    private final Destinations destinations;
    private final Duration margin;
    private final Clock clock = Clock.systemUTC();

    Claims(
            Pool pool,
            Views views,
            Destinations destinations,
            @ConfigProperty(name = "cdp.claim.clock-margin", defaultValue = "2S") Duration margin) {
        this.pool = pool;
        this.views = views;
        this.destinations = destinations;
        this.margin = margin;
    }

    /**
     * @param receiver the destination as it stood at that moment; null where it wants nothing
     * @param looked how many were due
     */
    record Round(
            Receiver receiver,
            int looked,
            List<Attempt> attempts,
            List<DeliveryOutcome> suppressed) {
        static final Round NOTHING = new Round(null, 0, List.of(), List.of());
    }

    Uni<Round> take(String destination, int limit, Policy policy) {
        return pool.withTransaction(
                tx ->
                        destinations
                                .receiver(tx, destination)
                                .chain(
                                        found ->
                                                found.isEmpty()
                                                        ? Uni.createFrom().item(Round.NOTHING)
                                                        : take(tx, found.get(), limit, policy)));
    }

    private Uni<Round> take(SqlConnection tx, Receiver receiver, int limit, Policy policy) {
        return tx.preparedQuery(DUE)
                .execute(Tuple.of(receiver.id(), now(), limit))
                .map(rows -> queued(rows, receiver.destination().channel()))
                .chain(
                        due ->
                                due.isEmpty()
                                        ? Uni.createFrom().item(Round.NOTHING)
                                        : decide(tx, receiver, due, policy));
    }

    private Uni<Round> decide(
            SqlConnection tx, Receiver receiver, List<Queued> due, Policy policy) {
        Set<String> profiles = collect(due, queued -> queued.ask().profileId());
        Set<String> purposes = collect(due, queued -> queued.ask().purpose());
        StoredSubjects stored = new StoredSubjects(tx, true);
        return views.read(tx, profiles, purposes)
                .chain(
                        copies ->
                                stored.holders(nodes(due, copies))
                                        .chain(
                                                holders ->
                                                        stored.subjects(profiles)
                                                                .map(
                                                                        held ->
                                                                                new Copies(
                                                                                        copies,
                                                                                        holders,
                                                                                        held))))
                .chain(copies -> settle(tx, receiver, due, copies, policy));
    }

    private record Copies(
            Map<String, Views.Copy> views,
            Map<String, String> holders,
            Map<String, StoredSubjects.Held> subjects) {

        Known of(Queued queued) {
            Views.Copy copy = views.get(queued.ask().profileId());
            StoredSubjects.Held held = subjects.get(queued.ask().profileId());
            return new Known(
                    copy == null ? null : copy.views().get(queued.ask().purpose()),
                    copy == null ? 0 : copy.subjectVersion(),
                    held == null ? null : held.subject(),
                    held != null && held.blocked(),
                    holders);
        }
    }

    private static Set<String> nodes(List<Queued> due, Map<String, Views.Copy> copies) {
        Set<String> nodes = collect(due, queued -> queued.ask().nodeId());
        copies.values().stream()
                .flatMap(copy -> copy.views().values().stream())
                .forEach(view -> nodes.addAll(view.nodes().keySet()));
        return nodes;
    }

    private static Verdict verdict(Queued queued, Copies copies, Policy policy, Instant at) {
        return queued.active()
                ? Gate.decide(queued.ask(), copies.of(queued), policy, at)
                : new Verdict.Suppress(ACTIVATION_DELETED, null, Set.of(queued.ask().nodeId()), 0);
    }

    private Uni<Round> settle(
            SqlConnection tx, Receiver receiver, List<Queued> due, Copies copies, Policy policy) {
        Duration timeout = Duration.ofSeconds(receiver.destination().timeoutSeconds());
        Instant at = clock.instant();
        String claim = UUID.randomUUID().toString();
        List<Attempt> attempts = new ArrayList<>();
        List<Attempt> suppressed = new ArrayList<>();
        Map<String, String> reasons = new HashMap<>();
        List<String> waiting = new ArrayList<>();
        Map<String, String> moved = new HashMap<>();
        for (Queued queued : due) {
            Verdict verdict = verdict(queued, copies, policy, at);
            if (verdict instanceof Verdict.Send send) {
                attempts.add(
                        new Attempt(
                                queued,
                                claim,
                                queued.attempts() + 1,
                                at.plus(START),
                                send.traits(),
                                send.channels(),
                                send.evidence(),
                                List.copyOf(send.nodes()),
                                send.subjectVersion()));
            } else if (verdict instanceof Verdict.Suppress no) {
                reasons.put(queued.id(), no.reason());
                suppressed.add(
                        new Attempt(
                                queued,
                                null,
                                queued.attempts(),
                                at,
                                Map.of(),
                                Map.of(),
                                no.evidence(),
                                List.copyOf(no.nodes()),
                                no.subjectVersion()));
            } else if (verdict instanceof Verdict.Move move) {
                moved.put(queued.id(), move.profileId());
            } else {
                waiting.add(queued.id());
            }
        }
        List<DeliveryOutcome> outcomes =
                suppressed.stream()
                        .map(
                                each ->
                                        each.outcome(
                                                DeliveryOutcome.State.SUPPRESSED,
                                                reasons.get(each.delivery().id()),
                                                at))
                        .toList();
        return claim(tx, attempts, claim, at.plus(START).plus(timeout))
                .chain(() -> suppress(tx, outcomes, at))
                .chain(() -> postpone(tx, waiting, at))
                .chain(() -> move(tx, moved, at))
                .replaceWith(new Round(receiver, due.size(), attempts, outcomes));
    }

    private Uni<Void> claim(
            SqlConnection tx, List<Attempt> attempts, String claim, Instant deadline) {
        if (attempts.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return tx.preparedQuery(CLAIM)
                .execute(
                        Tuple.tuple()
                                .addValue(claim)
                                .addValue(utc(deadline))
                                .addValue(utc(deadline.plus(margin)))
                                .addValue(texts(attempts, each -> each.delivery().id()))
                                .addValue(texts(attempts, each -> String.join(",", each.nodes())))
                                .addValue(
                                        attempts.stream()
                                                .map(Attempt::subjectVersion)
                                                .toArray(Long[]::new))
                                .addValue(texts(attempts, Attempt::evidence)))
                .replaceWithVoid();
    }

    private static Uni<Void> suppress(
            SqlConnection tx, List<DeliveryOutcome> outcomes, Instant at) {
        if (outcomes.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return tx.preparedQuery(SUPPRESS)
                .execute(
                        Tuple.tuple()
                                .addValue(utc(at))
                                .addValue(texts(outcomes, DeliveryOutcome::deliveryId))
                                .addValue(texts(outcomes, each -> String.join(",", each.nodes())))
                                .addValue(
                                        outcomes.stream()
                                                .map(DeliveryOutcome::subjectVersion)
                                                .toArray(Long[]::new))
                                .addValue(texts(outcomes, DeliveryOutcome::evidence))
                                .addValue(texts(outcomes, DeliveryOutcome::reason)))
                .replaceWithVoid();
    }

    private static Uni<Void> postpone(SqlConnection tx, List<String> ids, Instant at) {
        if (ids.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return tx.preparedQuery(WAIT)
                .execute(Tuple.of(utc(at), ids.toArray(String[]::new)))
                .replaceWithVoid();
    }

    private static Uni<Void> move(SqlConnection tx, Map<String, String> moved, Instant at) {
        if (moved.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        List<String> ids = List.copyOf(moved.keySet());
        return tx.preparedQuery(MOVE)
                .execute(Tuple.of(utc(at), texts(ids, id -> id), texts(ids, moved::get)))
                .replaceWithVoid();
    }

    private static List<Queued> queued(RowSet<Row> rows, Channel channel) {
        List<Queued> due = new ArrayList<>();
        rows.forEach(row -> due.add(Queued.of(row, channel)));
        return due;
    }

    private static Set<String> collect(List<Queued> due, Function<Queued, String> field) {
        return due.stream().map(field).collect(Collectors.toCollection(HashSet::new));
    }

    private static <T> String[] texts(List<T> rows, Function<T, String> column) {
        return rows.stream().map(column).toArray(String[]::new);
    }

    private OffsetDateTime now() {
        return utc(clock.instant());
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
