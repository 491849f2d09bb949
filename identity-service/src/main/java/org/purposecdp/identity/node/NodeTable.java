package org.purposecdp.identity.node;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import org.purposecdp.contracts.cluster.ClusterState;
import org.purposecdp.contracts.record.SourceKind;
import org.purposecdp.identity.cluster.Components;
import org.purposecdp.identity.cluster.HashedIdentifier;
import org.purposecdp.identity.cluster.Membership;
import org.purposecdp.identity.cluster.Node;

/** The statements over node, node_identifier and cluster: each for a whole batch. */
@ApplicationScoped
class NodeTable {
    /** Any constant: it only has to be the same in every instance. */
    private static final long RECUT_LOCK = 0x1de4717;

    private final Pool pool;

    NodeTable(Pool pool) {
        this.pool = pool;
    }

    /** Held until the transaction ends: components are cut one after another. */
    Uni<Void> lock(SqlConnection tx) {
        return tx.preparedQuery("select pg_advisory_xact_lock($1)")
                .execute(Tuple.of(RECUT_LOCK))
                .replaceWithVoid();
    }

    Uni<Map<String, String>> known(Set<String> nodeIds) {
        return known(pool, nodeIds);
    }

    /** Known nodes with what was heard of them, as text, which may be null. */
    Uni<Map<String, String>> known(SqlClient client, Set<String> nodeIds) {
        return pairs(
                client,
                "select id, choices_hash from node where id = any($1)",
                nodeIds,
                row -> row.getString(1));
    }

    Uni<Map<String, String>> components(SqlConnection tx, Set<String> pseudonyms) {
        return pairs(
                tx,
                """
                select distinct i.pseudonym, n.component from node_identifier i
                join node n on n.id = i.node_id where i.pseudonym = any($1)
                """,
                pseudonyms,
                row -> row.getString(1));
    }

    Uni<Map<String, Long>> clusterVersions(SqlConnection tx, Set<String> profileIds) {
        return pairs(
                tx,
                "select profile_id, version from cluster where profile_id = any($1)",
                profileIds,
                row -> row.getLong(1));
    }

    Uni<List<StoredNode>> load(SqlConnection tx, Set<String> components) {
        if (components.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        return tx.preparedQuery(
                        """
                        select n.id, n.source, n.source_kind, n.received_at, n.profile_id, n.version,
                               n.verified_group, array_agg(i.namespace order by i.pseudonym) as namespaces,
                               array_agg(i.pseudonym order by i.pseudonym) as pseudonyms
                        from node n join node_identifier i on i.node_id = n.id
                        where n.component = any($1) group by n.id
                        """)
                .execute(Tuple.tuple().addValue(components.toArray(String[]::new)))
                .map(
                        rows -> {
                            List<StoredNode> nodes = new ArrayList<>(rows.size());
                            rows.forEach(row -> nodes.add(stored(row)));
                            return nodes;
                        });
    }

    Uni<Void> mergeComponents(SqlConnection tx, Set<String> known, Components components) {
        List<String> merged =
                known.stream()
                        .filter(component -> !components.of(component).equals(component))
                        .toList();
        if (merged.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return tx.preparedQuery(
                        """
                        update node set component = merged.into_component
                        from unnest($1::text[], $2::text[]) as merged (component, into_component)
                        where node.component = merged.component
                        """)
                .execute(
                        Tuple.tuple()
                                .addValue(merged.toArray(String[]::new))
                                .addValue(column(merged, components::of)))
                .replaceWithVoid();
    }

    Uni<Void> insert(
            SqlConnection tx,
            Collection<Node> fresh,
            Map<String, Membership> members,
            Components components) {
        List<Node> nodes = List.copyOf(fresh);
        Tuple rows =
                Tuple.tuple()
                        .addValue(column(nodes, Node::nodeId))
                        .addValue(column(nodes, Node::source))
                        .addValue(column(nodes, node -> node.sourceKind().name()))
                        .addValue(
                                nodes.stream()
                                        .map(node -> node.receivedAt().atOffset(ZoneOffset.UTC))
                                        .toArray(OffsetDateTime[]::new))
                        .addValue(column(nodes, node -> components.of(node.nodeId())))
                        .addValue(column(nodes, node -> members.get(node.nodeId()).profileId()))
                        .addValue(column(nodes, node -> members.get(node.nodeId()).group()));
        return tx.preparedQuery(
                        """
                        insert into node (id, source, source_kind, received_at, component, profile_id,
                                          verified_group, version)
                        select *, 1 from unnest($1::text[], $2::text[], $3::text[], $4::timestamptz[],
                                                $5::text[], $6::text[], $7::text[])
                        """)
                .execute(rows)
                .chain(() -> insertIdentifiers(tx, nodes));
    }

    private Uni<Void> insertIdentifiers(SqlConnection tx, List<Node> nodes) {
        List<String[]> rows = new ArrayList<>();
        for (Node node : nodes) {
            for (HashedIdentifier identifier : node.identifiers()) {
                rows.add(
                        new String[] {
                            identifier.pseudonym(), node.nodeId(), identifier.namespace()
                        });
            }
        }
        return tx.preparedQuery(
                        """
                        insert into node_identifier (pseudonym, node_id, namespace)
                        select * from unnest($1::text[], $2::text[], $3::text[])
                        on conflict do nothing
                        """)
                .execute(
                        Tuple.tuple()
                                .addValue(column(rows, row -> row[0]))
                                .addValue(column(rows, row -> row[1]))
                                .addValue(column(rows, row -> row[2])))
                .replaceWithVoid();
    }

    Uni<Void> move(SqlConnection tx, Map<String, Membership> moved) {
        if (moved.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        List<String> ids = List.copyOf(moved.keySet());
        return tx.preparedQuery(
                        """
                        update node set profile_id = moved.profile_id, version = moved.version,
                                        verified_group = moved.verified_group
                        from unnest($1::text[], $2::text[], $3::bigint[], $4::text[])
                             as moved (id, profile_id, version, verified_group)
                        where node.id = moved.id
                        """)
                .execute(
                        Tuple.tuple()
                                .addValue(ids.toArray(String[]::new))
                                .addValue(column(ids, id -> moved.get(id).profileId()))
                                .addValue(
                                        ids.stream()
                                                .map(id -> moved.get(id).version())
                                                .toArray(Long[]::new))
                                .addValue(column(ids, id -> moved.get(id).group())))
                .replaceWithVoid();
    }

    Uni<Void> storeClusters(SqlConnection tx, List<ClusterState> states) {
        return tx.preparedQuery(
                        """
                        insert into cluster (profile_id, version, ended)
                        select * from unnest($1::text[], $2::bigint[], $3::boolean[])
                        on conflict (profile_id) do update
                        set version = excluded.version, ended = excluded.ended
                        """)
                .execute(
                        Tuple.tuple()
                                .addValue(column(states, ClusterState::profileId))
                                .addValue(
                                        states.stream()
                                                .map(ClusterState::version)
                                                .toArray(Long[]::new))
                                .addValue(
                                        states.stream()
                                                .map(ClusterState::ended)
                                                .toArray(Boolean[]::new)))
                .replaceWithVoid();
    }

    Uni<Void> storeHeard(Map<String, Heard> heard) {
        List<String> ids = heard.keySet().stream().sorted().toList();
        return pool.preparedQuery(
                        """
                        update node set choices_hash = seen.hash
                        from unnest($1::text[], $2::text[]) as seen (id, hash) where node.id = seen.id
                        """)
                .execute(
                        Tuple.tuple()
                                .addValue(ids.toArray(String[]::new))
                                .addValue(column(ids, id -> heard.get(id).text())))
                .replaceWithVoid();
    }

    private static StoredNode stored(Row row) {
        String[] namespaces = row.getArrayOfStrings("namespaces");
        String[] pseudonyms = row.getArrayOfStrings("pseudonyms");
        Node node =
                new Node(
                        row.getString("id"),
                        row.getString("source"),
                        SourceKind.valueOf(row.getString("source_kind")),
                        row.getOffsetDateTime("received_at").toInstant(),
                        IntStream.range(0, namespaces.length)
                                .mapToObj(i -> new HashedIdentifier(namespaces[i], pseudonyms[i]))
                                .toList());
        return new StoredNode(
                node,
                new Membership(
                        row.getString("profile_id"),
                        row.getLong("version"),
                        row.getString("verified_group")));
    }

    private static <V> Uni<Map<String, V>> pairs(
            SqlClient client, String query, Set<String> keys, Function<Row, V> value) {
        return client.preparedQuery(query)
                .execute(Tuple.tuple().addValue(keys.toArray(String[]::new)))
                .map(
                        rows -> {
                            Map<String, V> pairs = new HashMap<>();
                            rows.forEach(row -> pairs.put(row.getString(0), value.apply(row)));
                            return pairs;
                        });
    }

    private static <T> String[] column(List<T> rows, Function<T, String> value) {
        return rows.stream().map(value).toArray(String[]::new);
    }
}
