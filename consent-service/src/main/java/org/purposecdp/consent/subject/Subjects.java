package org.purposecdp.consent.subject;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import jakarta.enterprise.context.ApplicationScoped;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.jboss.logging.Logger;

import org.purposecdp.consent.fence.Fence;
import org.purposecdp.consent.policy.Policies;
import org.purposecdp.consent.problem.ConsentProblem;
import org.purposecdp.consent.word.Statement;
import org.purposecdp.contracts.json.Json;
import org.purposecdp.contracts.policy.Policy;
import org.purposecdp.contracts.record.SourceKind;
import org.purposecdp.contracts.subject.Subject;
import org.purposecdp.contracts.topic.MessageSize;
import org.purposecdp.contracts.topic.Topic;
import org.purposecdp.kit.outbox.Outbox;
import org.purposecdp.kit.outbox.OutboxRow;
import org.purposecdp.kit.problem.ProblemException;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Derives and publishes Subjects, each in the transaction of what changed it. Whoever appends to
 * the file shares the nodes first, whoever moves nodes owns them: so no Subject is made of a
 * cluster that misses a decision being written, nor of a decision that misses a cluster.
 */
@ApplicationScoped
public class Subjects {
    private static final Logger LOG = Logger.getLogger(Subjects.class);
    private static final String TYPE = "subject.changed.v1";
    private static final long NODES = 7_301_001;
    private static final String UPDATE =
            """
            update subject set version = u.version, ack_wanted = u.ack_wanted, body = u.body
            from unnest($1::text[], $2::bigint[], $3::bigint[], $4::text[])
                as u (profile_id, version, ack_wanted, body)
            where subject.profile_id = u.profile_id
            """;

    private final Pool pool;
    private final Outbox outbox;
    private final Fence fence;
    private final Policies policies;
    private final Counter blocked;

    Subjects(Pool pool, Outbox outbox, Fence fence, Policies policies, MeterRegistry meters) {
        this.pool = pool;
        this.outbox = outbox;
        this.fence = fence;
        this.policies = policies;
        // From 0 on, or an alarm on its rise would not see the first.
        this.blocked = meters.counter("cdp.blocked.keys", "topic", Topic.SUBJECTS.topicName());
    }

    private record Stored(long version, boolean blocked, long ackWanted, Subject subject) {}

    /**
     * @param subject as it is told: blocked where the whole would be too large
     */
    private record Changed(Subject subject, byte[] value, long ackWanted) {}

    public Uni<Void> shareNodes(SqlConnection tx) {
        return lock(tx, "select pg_advisory_xact_lock_shared($1)");
    }

    public Uni<Void> ownNodes(SqlConnection tx) {
        return lock(tx, "select pg_advisory_xact_lock($1)");
    }

    private static Uni<Void> lock(SqlConnection tx, String statement) {
        return tx.preparedQuery(statement).execute(Tuple.of(NODES)).replaceWithVoid();
    }

    /** Locks these Subjects in id order, before some are derived after others. */
    public Uni<Void> lock(SqlConnection tx, Collection<String> profileIds) {
        return stored(tx, profileIds.toArray(String[]::new)).replaceWithVoid();
    }

    /** Appends consent records; answers the ids of those that were new. */
    public Uni<List<String>> append(SqlConnection tx, List<StoredDecision> decisions) {
        return decisions.isEmpty()
                ? Uni.createFrom().item(List.of())
                : FilePages.append(tx, decisions);
    }

    /**
     * Appends what records said.
     *
     * @return the profiles that the new of it is about
     */
    public Uni<Heard> hear(SqlConnection tx, List<Statement> statements) {
        return FilePages.hear(tx, statements)
                .flatMap(
                        heard ->
                                holding(tx, heard.refusing())
                                        .flatMap(
                                                refusing ->
                                                        holding(tx, heard.nodes())
                                                                .map(
                                                                        all ->
                                                                                new Heard(
                                                                                        all,
                                                                                        refusing))));
    }

    /**
     * @param profiles that something new was heard of
     * @param refusing those of them of whom something else than a "yes" was
     */
    public record Heard(Set<String> profiles, Set<String> refusing) {}

    /** The profiles that hold any of these nodes. */
    public Uni<Set<String>> holding(SqlClient client, Collection<String> nodeIds) {
        return client.preparedQuery(
                        "select distinct profile_id from node"
                                + " where profile_id is not null and node_id = any($1)")
                .execute(Tuple.tuple().addValue(nodeIds.toArray(String[]::new)))
                .map(
                        rows ->
                                new TreeSet<>(
                                        FilePages.list(rows, row -> row.getString("profile_id"))));
    }

    /** The Subject that holds this node, by its own id or any node's. */
    public Uni<Optional<Subject>> find(String profileOrNodeId) {
        return holding(pool, List.of(profileOrNodeId))
                .map(holders -> holders.stream().findFirst().orElse(profileOrNodeId))
                .flatMap(profileId -> read(List.of(profileId)))
                .map(found -> found.stream().findFirst());
    }

    /**
     * Those whose nodes bear the identifier.
     *
     * @param most fails with TOO_MANY_BEARERS when there are more
     */
    public Uni<List<Subject>> bearing(String pseudonym, int most) {
        return Bearers.page(pool, pseudonym, "", most)
                .invoke(
                        bearers -> {
                            if (!bearers.isAll()) {
                                throw new ProblemException(
                                        ConsentProblem.TOO_MANY_BEARERS,
                                        "more than "
                                                + most
                                                + " people bear this identifier: name one of them"
                                                + " by 'profileId', or by an identifier of their"
                                                + " own");
                            }
                        })
                .flatMap(bearers -> read(bearers.profiles()));
    }

    private Uni<List<Subject>> read(Collection<String> profileIds) {
        return pool.preparedQuery(
                        "select body from subject where profile_id = any($1) and body is not null"
                                + " order by profile_id")
                .execute(Tuple.tuple().addValue(profileIds.toArray(String[]::new)))
                .map(rows -> FilePages.list(rows, row -> subject(row.getString("body"))));
    }

    /**
     * Derives these Subjects again and publishes those that are not what they were.
     *
     * @param ack their points must acknowledge them
     * @return profileId → version, of all of them, changed or not
     */
    public Uni<Map<String, Long>> derive(
            SqlConnection tx, Collection<String> profileIds, boolean ack) {
        if (profileIds.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        String[] ids = new TreeSet<>(profileIds).toArray(String[]::new);
        return known(tx, ids)
                .flatMap(
                        known ->
                                onFile(tx, known.nodes())
                                        .flatMap(
                                                file ->
                                                        publish(
                                                                tx,
                                                                ack,
                                                                known,
                                                                FileIndex.of(file))));
    }

    /**
     * @param acks profileId → point → highest version acknowledged
     */
    private record Known(
            Map<String, Stored> stored,
            Map<String, List<HeldNode>> nodes,
            Policy policy,
            Map<String, Map<String, Long>> acks) {}

    /** Sent together on the one connection, which answers in order: the rest once it is locked. */
    private Uni<Known> known(SqlConnection tx, String[] ids) {
        return Uni.combine()
                .all()
                .unis(
                        stored(tx, ids),
                        nodes(tx, ids),
                        policies.current(tx),
                        fence.acknowledged(tx, List.of(ids)))
                .with(Known::new);
    }

    private static Uni<Map<String, Stored>> stored(SqlConnection tx, String[] ids) {
        return tx.preparedQuery(
                        "select * from subject where profile_id = any($1) order by profile_id"
                                + " for update")
                .execute(Tuple.tuple().addValue(ids))
                .map(
                        rows -> {
                            Map<String, Stored> stored = new TreeMap<>();
                            rows.forEach(row -> stored.put(row.getString("profile_id"), of(row)));
                            return stored;
                        });
    }

    private static Stored of(Row row) {
        String body = row.getString("body");
        return new Stored(
                row.getLong("version"),
                row.getBoolean("blocked"),
                row.getLong("ack_wanted"),
                body == null ? null : subject(body));
    }

    private static Subject subject(String body) {
        return Json.parse(body.getBytes(UTF_8), Subject.class);
    }

    private static Uni<Map<String, List<HeldNode>>> nodes(SqlConnection tx, String[] ids) {
        return tx.preparedQuery("select * from node where profile_id = any($1)")
                .execute(Tuple.tuple().addValue(ids))
                .map(
                        rows -> {
                            Map<String, List<HeldNode>> nodes = new HashMap<>();
                            rows.forEach(
                                    row ->
                                            nodes.computeIfAbsent(
                                                            row.getString("profile_id"),
                                                            id -> new ArrayList<>())
                                                    .add(node(row)));
                            return nodes;
                        });
    }

    private static HeldNode node(Row row) {
        return new HeldNode(
                row.getString("node_id"),
                row.getLong("version"),
                row.getString("group_id"),
                row.getString("source"),
                SourceKind.valueOf(row.getString("source_kind")),
                Arrays.asList(row.getArrayOfStrings("identifiers")));
    }

    private static Uni<OnFile> onFile(SqlConnection tx, Map<String, List<HeldNode>> nodes) {
        Set<String> nodeIds = new HashSet<>();
        Set<String> pseudonyms = new HashSet<>();
        nodes.values().stream()
                .flatMap(List::stream)
                .forEach(
                        node -> {
                            nodeIds.add(node.nodeId());
                            pseudonyms.addAll(node.identifiers());
                        });
        return FilePages.read(tx, nodeIds, pseudonyms);
    }

    private Uni<Map<String, Long>> publish(
            SqlConnection tx, boolean ack, Known known, FileIndex index) {
        Map<String, Long> versions = new TreeMap<>();
        List<Changed> changed = new ArrayList<>();
        known.stored()
                .forEach(
                        (id, was) -> {
                            boolean told =
                                    ack || awaited(known.acks().getOrDefault(id, Map.of()), was);
                            List<HeldNode> held = known.nodes().getOrDefault(id, List.of());
                            Subject next =
                                    was.blocked()
                                            ? Subject.blocked(id, was.version() + 1, told)
                                            : Derivation.derive(
                                                    id,
                                                    was.version() + 1,
                                                    told,
                                                    held,
                                                    index.about(held),
                                                    known.policy());
                            Optional<Changed> now = changed(was, next, ack);
                            versions.put(id, now.isPresent() ? next.version() : was.version());
                            now.ifPresent(changed::add);
                        });
        return write(tx, changed).replaceWith(versions);
    }

    /**
     * Nothing where it is what it was; what no topic would take is blocked, until it fits again.
     */
    private Optional<Changed> changed(Stored was, Subject next, boolean ack) {
        if (!ack && same(was.subject(), next)) {
            return Optional.empty();
        }
        byte[] whole = Json.bytes(next);
        long ackWanted = ack ? next.version() : was.ackWanted();
        if (MessageSize.fits(whole)) {
            return Optional.of(new Changed(next, whole, ackWanted));
        }
        Subject blocked = Subject.blocked(next.profileId(), next.version(), next.ack());
        if (!ack && same(was.subject(), blocked)) {
            return Optional.empty();
        }
        this.blocked.increment();
        LOG.errorf(
                "subject %s has %d bytes: told as blocked, everything is denied",
                next.profileId(), whole.length);
        return Optional.of(new Changed(blocked, Json.bytes(blocked), ackWanted));
    }

    /** A reader that skips a compacted version must still find that an answer is wanted. */
    private boolean awaited(Map<String, Long> acks, Stored stored) {
        return fence.points().stream()
                .anyMatch(point -> acks.getOrDefault(point, 0L) < stored.ackWanted());
    }

    private static boolean same(Subject was, Subject next) {
        return was != null
                && was.ended() == next.ended()
                && was.blocked() == next.blocked()
                && was.nodes().equals(next.nodes())
                && was.decisions().equals(next.decisions())
                && was.facts().equals(next.facts())
                && was.notices().equals(next.notices());
    }

    private Uni<Void> write(SqlConnection tx, List<Changed> changed) {
        if (changed.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        List<OutboxRow> rows =
                changed.stream()
                        .map(
                                one ->
                                        new OutboxRow(
                                                Topic.SUBJECTS,
                                                one.subject().profileId(),
                                                one.subject().version(),
                                                TYPE,
                                                one.value()))
                        .toList();
        Tuple values =
                Tuple.of(
                        rows.stream().map(OutboxRow::key).toArray(String[]::new),
                        rows.stream().map(OutboxRow::version).toArray(Long[]::new),
                        changed.stream().map(Changed::ackWanted).toArray(Long[]::new),
                        rows.stream()
                                .map(row -> new String(row.value(), UTF_8))
                                .toArray(String[]::new));
        return Uni.combine()
                .all()
                .unis(
                        tx.preparedQuery(UPDATE).execute(values),
                        outbox.append(tx, rows),
                        Letters.erase(tx, changed.stream().map(Changed::subject).toList()))
                .discardItems();
    }
}
