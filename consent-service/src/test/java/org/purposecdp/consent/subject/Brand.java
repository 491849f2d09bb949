package org.purposecdp.consent.subject;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.mutiny.sqlclient.Row;

import org.purposecdp.consent.Database;
import org.purposecdp.consent.cluster.Clusters;
import org.purposecdp.consent.fence.Enforcement;
import org.purposecdp.consent.fence.Fence;
import org.purposecdp.consent.fence.Fences;
import org.purposecdp.consent.policy.Policies;
import org.purposecdp.consent.policy.Registers;
import org.purposecdp.contracts.cluster.ClusterState;
import org.purposecdp.contracts.json.Json;
import org.purposecdp.contracts.record.SourceKind;
import org.purposecdp.contracts.subject.Decision.Kind;
import org.purposecdp.contracts.subject.Subject;
import org.purposecdp.kit.outbox.Outbox;

/** People who bear one address, who said "no" by it, and points that play the other services. */
final class Brand {
    static final String SHARED = "shared";
    static final String POINT = "a point";
    static final String OTHER_POINT = "another point";

    private final Database database;
    private final int page;
    private final Map<String, Set<String>> holds = new TreeMap<>();
    private final Map<String, Long> clusterVersions = new TreeMap<>();
    private final Map<String, Long> nodeVersions = new TreeMap<>();
    private final Map<String, Point> points =
            Map.of(POINT, new Point(POINT), OTHER_POINT, new Point(OTHER_POINT));
    private Fence fence;
    private Subjects subjects;
    private Spread spread;
    private Clusters clusters;

    /**
     * @param page Subjects of one transaction
     */
    Brand(Database database, int page) {
        this.database = database;
        this.page = page;
        database.execute(
                "truncate node, node_identifier, subject, consent_record, outbox, fence_ack,"
                        + " spread, spread_subject, derivation_due, state_offset");
        startAgain();
    }

    /** A new process over the same store: what was in memory is gone. */
    void startAgain() {
        Outbox outbox = new Outbox();
        Policies policies = Registers.of(database.pool(), outbox);
        fence = Fences.of(database.pool(), POINT, OTHER_POINT);
        subjects =
                new Subjects(database.pool(), outbox, fence, policies, new SimpleMeterRegistry());
        spread = new Spread(database.pool(), subjects, fence, page);
        clusters = new Clusters(database.pool(), subjects);
    }

    /** A service that copies Subjects, of each key in the order in which they were sent. */
    static final class Point {
        private final String name;
        private final Map<String, Subject> copy = new TreeMap<>();
        private final Map<String, Subject.Node> nodes = new TreeMap<>();
        private final Map<String, String> holders = new TreeMap<>();
        private final Set<Long> applied = new HashSet<>();

        Point(String name) {
            this.name = name;
        }

        private void apply(Subject subject) {
            copy.merge(
                    subject.profileId(),
                    subject,
                    (was, now) -> now.version() > was.version() ? now : was);
            for (Subject.Node node : subject.nodes()) {
                Subject.Node known = nodes.get(node.nodeId());
                if (known == null || node.version() >= known.version()) {
                    nodes.put(node.nodeId(), node);
                    holders.put(node.nodeId(), subject.profileId());
                }
            }
        }

        /** Whether it would still use the node's data without a word of the decision. */
        private boolean missed(String nodeId, String decision) {
            Subject holder = copy.get(holders.getOrDefault(nodeId, ""));
            return holder != null
                    && holder.node(nodeId).isPresent()
                    && holder.decisions().stream().noneMatch(each -> each.id().equals(decision));
        }
    }

    Spread spread() {
        return spread;
    }

    Subjects subjects() {
        return subjects;
    }

    /** Everybody is a person of one node. */
    void people(int count) {
        List<ClusterState> states = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String profileId = "p%05d".formatted(i);
            nodeVersions.put("n%05d".formatted(i), 1L);
            holds.put(profileId, new TreeSet<>(Set.of("n%05d".formatted(i))));
            states.add(state(profileId));
        }
        database.await(clusters.tell(states));
    }

    /** identity-service finds that the node is of that profile. */
    void move(String nodeId, String profileId) {
        List<String> told = leave(nodeId);
        nodeVersions.merge(nodeId, 1L, Long::sum);
        holds.computeIfAbsent(profileId, id -> new TreeSet<>()).add(nodeId);
        tell(profileId);
        told.forEach(this::tell);
    }

    /** One of the two clusters is read, and the other not yet. */
    void between(String nodeId) {
        leave(nodeId).forEach(this::tell);
        nodeVersions.merge(nodeId, 1L, Long::sum);
    }

    private List<String> leave(String nodeId) {
        List<String> left = new ArrayList<>();
        holds.forEach(
                (profileId, nodes) -> {
                    if (nodes.remove(nodeId)) {
                        left.add(profileId);
                    }
                });
        return left;
    }

    private void tell(String profileId) {
        database.await(clusters.tell(List.of(state(profileId))));
    }

    private ClusterState state(String profileId) {
        Set<String> nodes = holds.get(profileId);
        return new ClusterState(
                profileId,
                clusterVersions.merge(profileId, 1L, Long::sum),
                nodes.isEmpty(),
                nodes.stream().map(this::node).toList(),
                Set.of());
    }

    private ClusterState.Node node(String id) {
        return new ClusterState.Node(
                id,
                nodeVersions.get(id),
                id,
                "shop",
                SourceKind.SERVER,
                List.of(SHARED, "own-" + id));
    }

    Set<String> nodes() {
        return new TreeSet<>(database.column("select node_id from node"));
    }

    /** What was decided, and how far it has got. */
    record Said(String id, Reached reached) {}

    Said says(Kind kind) {
        return says(kind, "marketing");
    }

    Said says(Kind kind, String purpose) {
        Instant now = Instant.now();
        StoredDecision decision =
                new StoredDecision(
                        UUID.randomUUID().toString(),
                        kind,
                        purpose,
                        null,
                        now,
                        now,
                        null,
                        0,
                        true,
                        false,
                        SHARED,
                        "desk");
        return new Said(
                decision.id(),
                database.await(
                        database.pool()
                                .withTransaction(
                                        tx ->
                                                subjects.shareNodes(tx)
                                                        .flatMap(
                                                                shared ->
                                                                        subjects.append(
                                                                                tx,
                                                                                List.of(decision)))
                                                        .flatMap(
                                                                done ->
                                                                        spread.reach(
                                                                                tx,
                                                                                decision.id(),
                                                                                SHARED,
                                                                                true)))));
    }

    /** Answers false when no page is left. */
    boolean page() {
        return database.await(spread.page());
    }

    void tellAcknowledged() {
        database.await(spread.acknowledged());
    }

    Enforcement enforcement(Said said) {
        return database.await(
                fence.await(said.reached().awaited(said.id()), java.time.Duration.ZERO));
    }

    void applyAll(String name) {
        applyAllBut(name, Set.of());
    }

    /** The point applies and acknowledges what was sent, but lags behind with these keys. */
    void applyAllBut(String name, Set<String> profileIds) {
        Point point = points.get(name);
        List<Subject> acknowledged = new ArrayList<>();
        for (Row row :
                database.await(
                        database.pool()
                                .query(
                                        "select id, key, value from outbox"
                                                + " where topic like '%subjects%' order by id")
                                .execute())) {
            if (!profileIds.contains(row.getString(1)) && point.applied.add(row.getLong(0))) {
                Subject subject = Json.parse(row.getBuffer(2).getBytes(), Subject.class);
                point.apply(subject);
                if (subject.ack()) {
                    acknowledged.add(subject);
                }
            }
        }
        acknowledged.forEach(subject -> acknowledge(point, subject));
    }

    private void acknowledge(Point point, Subject subject) {
        database.execute(
                """
                insert into fence_ack values ('%s', '%s', %d)
                on conflict (profile_id, point) do update
                set version = greatest(fence_ack.version, excluded.version)
                """
                        .formatted(subject.profileId(), point.name, subject.version()));
    }

    /** Nodes whose data a point would still use without a word of the decision. */
    List<String> missed(Said said, Set<String> nodes) {
        return points.values().stream()
                .flatMap(
                        point ->
                                nodes.stream()
                                        .filter(node -> point.missed(node, said.id()))
                                        .map(node -> node + " at " + point.name))
                .sorted()
                .toList();
    }

    /** Subjects that are another once they are derived again from what is on file. */
    List<String> stale() {
        Map<String, Long> before = versions();
        database.await(
                database.pool()
                        .withTransaction(
                                tx ->
                                        subjects.shareNodes(tx)
                                                .flatMap(
                                                        shared ->
                                                                subjects.derive(
                                                                        tx,
                                                                        before.keySet(),
                                                                        false))));
        Map<String, Long> after = versions();
        return before.keySet().stream()
                .filter(id -> !before.get(id).equals(after.get(id)))
                .toList();
    }

    private Map<String, Long> versions() {
        Map<String, Long> versions = new TreeMap<>();
        for (Row row :
                database.await(
                        database.pool()
                                .query("select profile_id, version from subject")
                                .execute())) {
            versions.put(row.getString(0), row.getLong(1));
        }
        return versions;
    }

    /** How many Subjects carry it. */
    long carrying(Said said) {
        return database.column("select body from subject where body is not null").stream()
                .filter(body -> body.contains(said.id()))
                .count();
    }
}
