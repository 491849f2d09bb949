package org.purposecdp.consent.cluster;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
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

import org.purposecdp.consent.subject.Nobodies;
import org.purposecdp.consent.subject.Subjects;
import org.purposecdp.contracts.cluster.ClusterState;
import org.purposecdp.contracts.record.SourceKind;
import org.purposecdp.contracts.topic.Topic;
import org.purposecdp.kit.state.StateOffsets;
import org.purposecdp.kit.state.StateRecord;
import org.purposecdp.kit.state.StateStore;
import org.purposecdp.kit.state.StateTopics;

/** Writes the clusters' nodes, the Subjects that follow and the offsets in one transaction. */
@ApplicationScoped
class ClusterStore implements StateStore {
    private static final String TOPIC = Topic.IDENTITY_CLUSTERS.topicName();
    private static final String WRITE_NODES =
            """
            with named as (
                select node_id, profile_id, version, group_id, source, source_kind,
                    string_to_array(identifiers, ',') as identifiers
                from unnest($1::text[], $2::text[], $3::bigint[], $4::text[], $5::text[],
                    $6::text[], $7::text[])
                    as u (node_id, profile_id, version, group_id, source, source_kind,
                        identifiers)),
            gone as (
                delete from node_identifier i
                using (
                    select node_id, unnest(node.identifiers) as pseudonym, named.identifiers
                    from node join named using (node_id)) before
                where i.pseudonym = before.pseudonym and i.node_id = before.node_id
                    and not before.pseudonym = any(before.identifiers)),
            borne as (
                insert into node_identifier (pseudonym, node_id)
                select distinct unnest(identifiers), node_id from named
                on conflict do nothing)
            insert into node (node_id, profile_id, version, group_id, source, source_kind,
                identifiers)
            select * from named
            on conflict (node_id) do update set profile_id = excluded.profile_id,
                last_profile_id = coalesce(excluded.profile_id, node.profile_id,
                    node.last_profile_id),
                version = excluded.version, group_id = excluded.group_id,
                source = excluded.source, source_kind = excluded.source_kind,
                identifiers = excluded.identifiers
            """;
    private static final String WRITE_SUBJECTS =
            """
            insert into subject (profile_id, cluster_version, told_blocked, state_partition,
                applied_at, blocked_at)
            select * from unnest($1::text[], $2::bigint[], $3::bool[], $4::int[], $5::bigint[],
                $6::bigint[])
            on conflict (profile_id) do update set
                cluster_version = greatest(subject.cluster_version, excluded.cluster_version),
                told_blocked = case when excluded.applied_at is null then subject.told_blocked
                    else excluded.told_blocked end,
                state_partition = excluded.state_partition,
                applied_at = greatest(subject.applied_at, excluded.applied_at),
                blocked_at = greatest(subject.blocked_at, excluded.blocked_at)
            """;
    private static final StateOffsets OFFSETS =
            new StateOffsets(Topic.IDENTITY_CLUSTERS, "subject");

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
        return OFFSETS.read(pool);
    }

    @Override
    public Uni<Void> apply(List<StateRecord> records, Map<Integer, Long> nextOffsets) {
        ClusterBatch batch = ClusterBatch.of(records);
        meters.counter("cdp.blocked.keys", "topic", TOPIC).increment(batch.unreadable().size());
        return pool.withTransaction(
                tx ->
                        Uni.combine()
                                .all()
                                .unis(
                                        subjects.ownNodes(tx),
                                        newer(tx, batch.clusters()),
                                        held(tx, batch.clusters().values()))
                                .with((locked, newer, held) -> write(tx, batch, newer, held))
                                .flatMap(written -> written)
                                .flatMap(done -> OFFSETS.write(tx, nextOffsets)));
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

    private Uni<Void> write(
            SqlConnection tx,
            ClusterBatch batch,
            List<ClusterState> clusters,
            List<Membership.Held> held) {
        List<ClusterBatch.Row> rows = batch.rows(clusters);
        if (rows.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        Membership.Plan plan = Membership.plan(clusters, held);
        return Uni.combine()
                .all()
                .unis(
                        writeNodes(tx, plan.nodes()),
                        Nobodies.apply(tx, marked(clusters)),
                        writeSubjects(tx, rows))
                .discardItems()
                .flatMap(done -> derive(tx, plan.profiles(), batch.unreadable().keySet()))
                .replaceWithVoid();
    }

    private static Map<String, Set<String>> marked(List<ClusterState> clusters) {
        Map<String, Set<String>> marked = new HashMap<>();
        clusters.stream()
                .filter(cluster -> !cluster.blocked())
                .forEach(cluster -> marked.put(cluster.profileId(), cluster.ofNobody()));
        return marked;
    }

    private Uni<Map<String, Long>> derive(
            SqlConnection tx, Set<String> profiles, Set<String> unreadable) {
        Set<String> all = new TreeSet<>(profiles);
        all.addAll(unreadable);
        return subjects.derive(tx, all, false);
    }

    /** Of all that came: which of them are newer is asked at the same time. */
    private static Uni<List<Membership.Held>> held(
            SqlConnection tx, Collection<ClusterState> clusters) {
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

    private static Uni<Void> writeSubjects(SqlConnection tx, List<ClusterBatch.Row> rows) {
        return tx.preparedQuery(WRITE_SUBJECTS)
                .execute(
                        Tuple.of(
                                texts(rows, ClusterBatch.Row::profileId),
                                rows.stream().map(ClusterBatch.Row::version).toArray(Long[]::new),
                                rows.stream()
                                        .map(ClusterBatch.Row::toldBlocked)
                                        .toArray(Boolean[]::new),
                                rows.stream()
                                        .map(ClusterBatch.Row::partition)
                                        .toArray(Integer[]::new),
                                rows.stream().map(ClusterBatch.Row::appliedAt).toArray(Long[]::new),
                                rows.stream()
                                        .map(ClusterBatch.Row::blockedAt)
                                        .toArray(Long[]::new)))
                .replaceWithVoid();
    }
}
