package org.purposecdp.identity.node;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import org.purposecdp.contracts.permit.Condition;
import org.purposecdp.contracts.record.SourceKind;
import org.purposecdp.identity.cluster.Components;
import org.purposecdp.identity.cluster.Decision;
import org.purposecdp.identity.cluster.HashedIdentifier;
import org.purposecdp.identity.cluster.Membership;
import org.purposecdp.identity.cluster.Node;
import org.purposecdp.identity.matching.Link;

import static org.purposecdp.identity.node.Columns.column;

/** The statements over known nodes and what connects them: each for a whole batch. */
final class ComponentTable {
    /** Components of more than one node, in order, after the given one. */
    Uni<List<String>> components(SqlConnection tx, String after, int most) {
        return tx.preparedQuery(
                        """
                        select component from node where component > $1
                        group by component having count(*) > 1 order by component limit $2
                        """)
                .execute(Tuple.of(after, most))
                .map(
                        rows -> {
                            List<String> found = new ArrayList<>();
                            rows.forEach(row -> found.add(row.getString(0)));
                            return found;
                        });
    }

    /**
     * What the components of some nodes hold.
     *
     * @param around what is between them
     */
    record Loaded(List<StoredNode> nodes, Around around) {}

    private static final String OF_COMPONENTS = "(select * from node where component = any($1))";

    private static final String NODE_COLUMNS =
            """
            n.source, n.source_kind, n.received_at, n.profile_id, n.verified_group, n.component,
            n.person, i.namespaces, i.pseudonyms, i.generic
            """;

    private static final String NO_NODE_COLUMNS =
            "null, null, null, null, null, null, null, null, null, null";

    private static final String IDENTIFIERS_OF_N =
            """
            (select array_agg(i.namespace) as namespaces,
                    array_agg(i.pseudonym) as pseudonyms,
                    array_agg(g.pseudonym) filter (where g.pseudonym is not null) as generic
             from node_identifier i left join lateral (
               select pseudonym from generic_identifier where pseudonym = i.pseudonym offset 0) g
             on true where i.node_id = n.id) i
            """;

    private static final String AROUND_N =
            """
            (select 'link' as what, l.one as a, l.other as b, l.weight::bigint as n
               from n cross join lateral (
                 select one, other, weight from link
                 where one = n.id and weight >= %d offset 0) l
             union all select 'version', c.profile_id, null, c.version
               from n cross join lateral (
                 select profile_id, version from cluster where profile_id = n.id offset 0) c
             union all select 'barred', b.node_id, b.bar, null
               from n cross join lateral (
                 select node_id, bar from barred_node
                 where node_id = n.id and bar is not null offset 0) b
            union all
               select case when d.same then 'same' else 'different' end,
                      d.id, side.node_id, case when side.one then 1 else 2 end
               from (
                 select distinct about.decision from n cross join lateral (
                   select decision from decision_node where node_id = n.id offset 0) about
               ) about
               join decision d on d.id = about.decision
               join decision_node side on side.decision = d.id
               where d.revoked_at is null) around
            """;

    /**
     * Component of the known nodes that bear the identifiers in {@code $2}, the same of all bearers
     * of one; not of generic ones.
     */
    static final String BEARERS =
            """
            (select a.pseudonym, n.component from unnest($2::text[]) as a (pseudonym)
             cross join lateral (
               select node_id from node_identifier where pseudonym = a.pseudonym limit 1) i
             cross join lateral (
               select component from node where id = i.node_id offset 0) n
             where not exists (
               select from generic_identifier g where g.pseudonym = a.pseudonym))
            """;

    /**
     * @param least weight of links
     */
    Uni<Loaded> load(SqlClient client, Set<String> components, int least) {
        return loaded(client, OF_COMPONENTS, text(components), least);
    }

    Uni<List<StoredNode>> nodes(SqlClient client, Set<String> components) {
        return nodes(client, OF_COMPONENTS, text(components));
    }

    /**
     * @param least weight of links
     */
    Uni<Around> around(SqlClient client, Set<String> components, int least) {
        return around(client, OF_COMPONENTS, text(components), least);
    }

    private static Tuple text(Set<String> values) {
        return Tuple.tuple().addValue(values.toArray(String[]::new));
    }

    /**
     * The components of these nodes, and of those that bear one of these identifiers, but for
     * generic ones.
     *
     * @param least weight of links
     */
    Uni<Loaded> connected(
            SqlClient client, Set<String> nodeIds, Set<String> pseudonyms, int least) {
        Tuple values =
                Tuple.tuple()
                        .addValue(nodeIds.toArray(String[]::new))
                        .addValue(pseudonyms.toArray(String[]::new));
        return loaded(
                client,
                """
                (select n.* from (
                  select component from node where id = any($1)
                  union
                  select component from %s bearer) c
                cross join lateral (
                  select * from node where component = c.component offset 0) n)
                """
                        .formatted(BEARERS),
                values,
                least);
    }

    private static Uni<Loaded> loaded(SqlClient client, String nodes, Tuple values, int least) {
        return client.preparedQuery(
                        """
                        with n as materialized %s
                        select 'node' as what, n.id as a, null as b, n.version as n, %s
                          from n cross join lateral %s
                        union all select what, a, b, n, %s from %s
                        """
                                .formatted(
                                        nodes,
                                        NODE_COLUMNS,
                                        IDENTIFIERS_OF_N,
                                        NO_NODE_COLUMNS,
                                        AROUND_N.formatted(least)))
                .execute(values)
                .map(
                        rows -> {
                            List<StoredNode> read = new ArrayList<>();
                            List<Row> around = new ArrayList<>();
                            for (Row row : rows) {
                                if (row.getString(0).equals("node")) {
                                    read.add(stored(row));
                                } else {
                                    around.add(row);
                                }
                            }
                            return new Loaded(read, around(around));
                        });
    }

    Uni<List<StoredNode>> byId(SqlClient client, Set<String> nodeIds) {
        return nodes(client, "(select * from node where id = any($1))", text(nodeIds));
    }

    Uni<List<StoredNode>> bearers(SqlClient client, Set<String> pseudonyms) {
        return nodes(
                client,
                """
                (select * from node where id in (
                  select node_id from node_identifier where pseudonym = any($1)))
                """,
                text(pseudonyms));
    }

    /**
     * @param bearers how many there are; one more than are looked at for more
     */
    record Oldest(String profileId, long bearers) {}

    /**
     * The oldest record that bears this identifier.
     *
     * @param most bearers that are looked at
     */
    Uni<Optional<Oldest>> oldestBearer(SqlClient client, String pseudonym, int most) {
        return client.preparedQuery(
                        """
                        select n.profile_id, count(*) over () as bearers from (
                          select node_id from node_identifier where pseudonym = $1
                          order by node_id limit $2) i
                        join node n on n.id = i.node_id order by n.received_at, n.id limit 1
                        """)
                .execute(Tuple.of(pseudonym, most + 1))
                .map(
                        rows ->
                                StreamSupport.stream(rows.spliterator(), false)
                                        .map(row -> new Oldest(row.getString(0), row.getLong(1)))
                                        .findFirst());
    }

    /** The next ones in the order of their numbers; barred ones as if they said nothing. */
    Uni<List<NumberedNode>> nodesAfter(SqlConnection tx, long no, int most) {
        return tx.preparedQuery(
                        "select no, id, %s from node n where no > $1 order by no limit $2"
                                .formatted(BarTable.FREE))
                .execute(Tuple.of(no, most))
                .chain(
                        rows -> {
                            Map<String, Long> numbers = new LinkedHashMap<>();
                            Set<String> free = new HashSet<>();
                            rows.forEach(
                                    row -> {
                                        numbers.put(row.getString(1), row.getLong(0));
                                        if (row.getBoolean(2)) {
                                            free.add(row.getString(1));
                                        }
                                    });
                            return byId(tx, numbers.keySet())
                                    .map(
                                            nodes ->
                                                    nodes.stream()
                                                            .map(
                                                                    stored ->
                                                                            new NumberedNode(
                                                                                    numbers.get(
                                                                                            stored.node()
                                                                                                    .nodeId()),
                                                                                    free.contains(
                                                                                                    stored.node()
                                                                                                            .nodeId())
                                                                                            ? stored
                                                                                            : stored
                                                                                                    .bare()))
                                                            .sorted(
                                                                    Comparator.comparingLong(
                                                                            NumberedNode::no))
                                                            .toList());
                        });
    }

    private static Uni<List<StoredNode>> nodes(SqlClient client, String nodes, Tuple values) {
        return client.preparedQuery(
                        "select n.id as a, n.version as n, %s from %s n cross join lateral %s"
                                .formatted(NODE_COLUMNS, nodes, IDENTIFIERS_OF_N))
                .execute(values)
                .map(
                        rows -> {
                            List<StoredNode> read = new ArrayList<>(rows.size());
                            rows.forEach(row -> read.add(stored(row)));
                            return read;
                        });
    }

    /** Component of each of these nodes. */
    Uni<Map<String, String>> componentsOf(SqlClient client, Set<String> nodeIds) {
        return pairs(
                client,
                "select id, component from node where id = any($1)",
                nodeIds,
                row -> row.getString(1));
    }

    /** Component of the nodes up to a number that bear these identifiers, by pseudonym. */
    Uni<Map<String, String>> componentsBefore(SqlConnection tx, Set<String> pseudonyms, long upTo) {
        return tx.preparedQuery(
                        """
                        select distinct i.pseudonym, n.component from node_identifier i
                        join node n on n.id = i.node_id
                        where i.pseudonym = any($1) and n.no <= $2
                        and not exists (
                          select from generic_identifier g where g.pseudonym = i.pseudonym)
                        """)
                .execute(Tuple.tuple().addValue(pseudonyms.toArray(String[]::new)).addValue(upTo))
                .map(
                        rows -> {
                            Map<String, String> found = new HashMap<>();
                            rows.forEach(row -> found.put(row.getString(0), row.getString(1)));
                            return found;
                        });
    }

    /**
     * What is between the nodes of some components, in one round trip.
     *
     * @param versions last version of each cluster that ever bore the id of one of the nodes
     * @param barred nodes that match nobody by weight
     * @param alone those of them whose device has not agreed: it says nothing of others, or a
     *     stranger's device could bar whom it names
     */
    record Around(
            List<Link> links,
            List<Decision> decisions,
            Map<String, Long> versions,
            Set<String> barred,
            Set<String> alone) {}

    private static Uni<Around> around(SqlClient client, String nodes, Tuple values, int least) {
        return client.preparedQuery(
                        "with n as materialized %s select what, a, b, n from %s"
                                .formatted(nodes, AROUND_N.formatted(least)))
                .execute(values)
                .map(ComponentTable::around);
    }

    private static Around around(Iterable<Row> rows) {
        List<Link> links = new ArrayList<>();
        Map<String, Long> versions = new HashMap<>();
        Set<String> barred = new HashSet<>();
        Set<String> alone = new HashSet<>();
        Map<String, Boolean> same = new LinkedHashMap<>();
        Map<String, Set<String>> one = new HashMap<>();
        Map<String, Set<String>> other = new HashMap<>();
        for (Row row : rows) {
            String a = row.getString(1);
            switch (row.getString(0)) {
                case "link" -> links.add(new Link(a, row.getString(2), row.getLong(3).intValue()));
                case "barred" -> {
                    barred.add(a);
                    if (row.getString(2).equals(Condition.NO_TERMINAL_CONSENT.name())) {
                        alone.add(a);
                    }
                }
                case "version" -> versions.put(a, row.getLong(3));
                default -> {
                    same.put(a, row.getString(0).equals("same"));
                    (row.getLong(3) == 1 ? one : other)
                            .computeIfAbsent(a, any -> new HashSet<>())
                            .add(row.getString(2));
                }
            }
        }
        List<Decision> decisions = new ArrayList<>();
        same.forEach(
                (id, is) ->
                        decisions.add(
                                new Decision(
                                        id,
                                        is,
                                        one.getOrDefault(id, Set.of()),
                                        other.getOrDefault(id, Set.of()))));
        return new Around(links, decisions, versions, barred, alone);
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

    private static StoredNode stored(Row row) {
        String[] namespaces = row.getArrayOfStrings("namespaces");
        String[] pseudonyms = row.getArrayOfStrings("pseudonyms");
        int identifiers = namespaces == null ? 0 : namespaces.length;
        Node node =
                new Node(
                        row.getString("a"),
                        row.getString("source"),
                        SourceKind.valueOf(row.getString("source_kind")),
                        row.getOffsetDateTime("received_at").toInstant(),
                        IntStream.range(0, identifiers)
                                .mapToObj(i -> new HashedIdentifier(namespaces[i], pseudonyms[i]))
                                .toList(),
                        PersonText.read(row.getString("person")));
        return new StoredNode(
                node,
                new Membership(
                        row.getString("profile_id"),
                        row.getLong("n"),
                        row.getString("verified_group")),
                row.getString("component"),
                set(row.getArrayOfStrings("generic")));
    }

    private static Set<String> set(String[] values) {
        return values == null ? Set.of() : Set.of(values);
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
}
