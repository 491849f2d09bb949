package org.purposecdp.consent.cluster;

import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.StreamSupport;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.jboss.logging.Logger;

import org.purposecdp.consent.subject.Nobodies;
import org.purposecdp.consent.subject.Subjects;
import org.purposecdp.contracts.cluster.ClusterState;
import org.purposecdp.contracts.json.Json;
import org.purposecdp.contracts.record.SourceKind;
import org.purposecdp.contracts.topic.Topic;
import org.purposecdp.kit.state.StateRecord;
import org.purposecdp.kit.state.StateStore;
import org.purposecdp.kit.state.StateTopics;

/** Writes the clusters' nodes, the Subjects that follow and the offsets in one transaction. */
@ApplicationScoped
class ClusterStore implements StateStore {
    private static final Logger LOG = Logger.getLogger(ClusterStore.class);
    private static final String TOPIC = Topic.IDENTITY_CLUSTERS.topicName();
    private static final String WRITE_NODES =
            """
            insert into node (node_id, profile_id, version, group_id, source, source_kind,
                identifiers)
            select node_id, profile_id, version, group_id, source, source_kind,
                string_to_array(identifiers, ',')
            from unnest($1::text[], $2::text[], $3::bigint[], $4::text[], $5::text[], $6::text[],
                $7::text[])
                as u (node_id, profile_id, version, group_id, source, source_kind, identifiers)
            on conflict (node_id) do update set profile_id = excluded.profile_id,
                last_profile_id = coalesce(excluded.profile_id, node.profile_id,
                    node.last_profile_id),
                version = excluded.version, group_id = excluded.group_id,
                source = excluded.source, source_kind = excluded.source_kind,
                identifiers = excluded.identifiers
            """;
    private static final String WRITE_SUBJECTS =
            """
            insert into subject (profile_id, cluster_version, blocked)
            select * from unnest($1::text[], $2::bigint[], $3::bool[])
            on conflict (profile_id) do update set
                cluster_version = greatest(subject.cluster_version, excluded.cluster_version),
                blocked = excluded.blocked
            """;

    private final Pool pool;
    private final Subjects subjects;
    private final MeterRegistry meters;

    ClusterStore(Pool pool, Subjects subjects, MeterRegistry meters) {
        this.pool = pool;
        this.subjects = subjects;
        this.meters = meters;
    }

    void start(@Observes @Priority(1000) StartupEvent event, StateTopics topics) {
        topics.register(Topic.IDENTITY_CLUSTERS, this);
    }

    @Override
    public Uni<Map<Integer, Long>> offsets() {
        return pool.preparedQuery("select partition, next from state_offset where topic = $1")
                .execute(Tuple.of(TOPIC))
                .map(
                        rows -> {
                            Map<Integer, Long> offsets = new HashMap<>();
                            rows.forEach(
                                    row ->
                                            offsets.put(
                                                    row.getInteger("partition"),
                                                    row.getLong("next")));
                            return offsets;
                        });
    }

    @Override
    public Uni<Void> apply(List<StateRecord> batch, Map<Integer, Long> nextOffsets) {
        Map<String, ClusterState> clusters = new LinkedHashMap<>();
        Set<String> blocked = new HashSet<>();
        batch.forEach(record -> read(record, clusters, blocked));
        return pool.withTransaction(
                        tx ->
                                subjects.ownNodes(tx)
                                        .flatMap(locked -> newer(tx, clusters))
                                        .flatMap(newer -> write(tx, newer, blocked))
                                        .flatMap(done -> writeOffsets(tx, nextOffsets)))
                .invoke(subjects::wake);
    }

    /** The last state of each key counts; an unreadable one blocks its key until the next. */
    private void read(StateRecord record, Map<String, ClusterState> clusters, Set<String> blocked) {
        clusters.remove(record.key());
        try {
            ClusterState cluster = Json.parse(record.value(), ClusterState.class);
            clusters.put(cluster.profileId(), cluster);
            blocked.remove(record.key());
        } catch (UncheckedIOException | NullPointerException e) {
            blocked.add(record.key());
            meters.counter("cdp.blocked.keys", "topic", TOPIC).increment();
            LOG.errorf(
                    "a cluster cannot be read, its key is blocked: partition %d offset %d",
                    record.partition(), record.offset());
        }
    }

    private static Uni<List<ClusterState>> newer(
            SqlConnection tx, Map<String, ClusterState> clusters) {
        return tx.preparedQuery(
                        "select profile_id, cluster_version from subject where profile_id = any($1)")
                .execute(Tuple.tuple().addValue(clusters.keySet().toArray(String[]::new)))
                .map(
                        rows -> {
                            Map<String, Long> known = new HashMap<>();
                            rows.forEach(
                                    row ->
                                            known.put(
                                                    row.getString("profile_id"),
                                                    row.getLong("cluster_version")));
                            return clusters.values().stream()
                                    .filter(
                                            cluster ->
                                                    cluster.version()
                                                            > known.getOrDefault(
                                                                    cluster.profileId(), 0L))
                                    .toList();
                        });
    }

    private Uni<Void> write(SqlConnection tx, List<ClusterState> clusters, Set<String> blocked) {
        if (clusters.isEmpty() && blocked.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return held(tx, clusters)
                .map(held -> Membership.plan(clusters, held))
                .flatMap(
                        plan ->
                                writeNodes(tx, plan.nodes())
                                        .flatMap(done -> Nobodies.apply(tx, marked(clusters)))
                                        .flatMap(done -> writeSubjects(tx, clusters, blocked))
                                        .flatMap(done -> derive(tx, plan.profiles(), blocked)))
                .replaceWithVoid();
    }

    private static Map<String, Set<String>> marked(List<ClusterState> clusters) {
        Map<String, Set<String>> marked = new HashMap<>();
        clusters.forEach(cluster -> marked.put(cluster.profileId(), cluster.ofNobody()));
        return marked;
    }

    private Uni<Map<String, Long>> derive(
            SqlConnection tx, Set<String> profiles, Set<String> blocked) {
        Set<String> all = new TreeSet<>(profiles);
        all.addAll(blocked);
        return subjects.derive(tx, all, false);
    }

    private static Uni<List<Membership.Held>> held(SqlConnection tx, List<ClusterState> clusters) {
        String[] nodeIds =
                clusters.stream()
                        .flatMap(cluster -> cluster.nodes().stream())
                        .map(ClusterState.Node::nodeId)
                        .toArray(String[]::new);
        String[] profileIds = clusters.stream().map(ClusterState::profileId).toArray(String[]::new);
        return tx.preparedQuery(
                        "select * from node where node_id = any($1)"
                                + " union select * from node where profile_id = any($2)")
                .execute(Tuple.tuple().addValue(nodeIds).addValue(profileIds))
                .map(
                        rows ->
                                StreamSupport.stream(rows.spliterator(), false)
                                        .map(ClusterStore::held)
                                        .toList());
    }

    private static Membership.Held held(Row row) {
        return new Membership.Held(
                row.getString("profile_id"),
                new ClusterState.Node(
                        row.getString("node_id"),
                        row.getLong("version"),
                        row.getString("group_id"),
                        row.getString("source"),
                        SourceKind.valueOf(row.getString("source_kind")),
                        Arrays.asList(row.getArrayOfStrings("identifiers"))));
    }

    private static Uni<Void> writeNodes(SqlConnection tx, List<Membership.Held> rows) {
        if (rows.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        List<ClusterState.Node> nodes = rows.stream().map(Membership.Held::node).toList();
        return tx.preparedQuery(WRITE_NODES)
                .execute(
                        Tuple.tuple()
                                .addValue(texts(nodes, ClusterState.Node::nodeId))
                                .addValue(texts(rows, Membership.Held::profileId))
                                .addValue(
                                        nodes.stream()
                                                .map(ClusterState.Node::version)
                                                .toArray(Long[]::new))
                                .addValue(texts(nodes, ClusterState.Node::group))
                                .addValue(texts(nodes, ClusterState.Node::source))
                                .addValue(texts(nodes, node -> node.sourceKind().name()))
                                // Pseudonyms are hexadecimal, so a comma parts them.
                                .addValue(
                                        texts(nodes, node -> String.join(",", node.identifiers()))))
                .replaceWithVoid();
    }

    private static <T> String[] texts(
            Collection<T> items, java.util.function.Function<T, String> text) {
        return items.stream().map(text).toArray(String[]::new);
    }

    private static Uni<Void> writeSubjects(
            SqlConnection tx, List<ClusterState> clusters, Set<String> blocked) {
        Map<String, Long> versions = new java.util.TreeMap<>();
        clusters.forEach(cluster -> versions.put(cluster.profileId(), cluster.version()));
        blocked.forEach(id -> versions.putIfAbsent(id, 0L));
        return tx.preparedQuery(WRITE_SUBJECTS)
                .execute(
                        Tuple.tuple()
                                .addValue(versions.keySet().toArray(String[]::new))
                                .addValue(versions.values().toArray(Long[]::new))
                                .addValue(
                                        versions.keySet().stream()
                                                .map(blocked::contains)
                                                .toArray(Boolean[]::new)))
                .replaceWithVoid();
    }

    private static Uni<Void> writeOffsets(SqlConnection tx, Map<Integer, Long> next) {
        return tx.preparedQuery(
                        """
                        insert into state_offset (topic, partition, next)
                        select $1, * from unnest($2::int[], $3::bigint[])
                        on conflict (topic, partition) do update set next = excluded.next
                        """)
                .execute(
                        Tuple.tuple()
                                .addValue(TOPIC)
                                .addValue(next.keySet().toArray(Integer[]::new))
                                .addValue(next.values().toArray(Long[]::new)))
                .replaceWithVoid();
    }
}
