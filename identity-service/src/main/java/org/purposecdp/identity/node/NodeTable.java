package org.purposecdp.identity.node;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import org.purposecdp.contracts.cluster.ClusterState;
import org.purposecdp.contracts.record.SourceKind;
import org.purposecdp.identity.cluster.Components;
import org.purposecdp.identity.cluster.Decision;
import org.purposecdp.identity.cluster.HashedIdentifier;
import org.purposecdp.identity.cluster.Membership;
import org.purposecdp.identity.cluster.Node;
import org.purposecdp.identity.matching.Link;
import org.purposecdp.identity.matching.Person;

import static org.purposecdp.identity.node.Columns.column;
import static org.purposecdp.identity.node.Columns.each;

/** The statements over nodes and what connects them: each for a whole batch. */
final class NodeTable {
    /** Any constant: it only has to be the same in every instance. */
    private static final long RECUT_LOCK = 0x1de4717;

    /** Far longer than cutting the largest step of a rebuild takes between two statements. */
    private static final String LONGEST_SILENCE = "60s";

    private final Pool pool;

    NodeTable(Pool pool) {
        this.pool = pool;
    }

    /**
     * Held until the transaction ends: components are cut one after another. All that is read for
     * it is read by index, so no statement is planned anew for the values of the day; planning what
     * is around a component takes ten times as long as reading it. Who holds it and is heard of no
     * more (a machine that stands still, a network that was cut) loses it after a while: all others
     * wait.
     */
    Uni<Void> lock(SqlConnection tx) {
        return tx.preparedQuery(
                        """
                        select pg_advisory_xact_lock($1),
                               set_config('plan_cache_mode', 'force_generic_plan', true),
                               set_config('enable_seqscan', 'off', true),
                               set_config('idle_in_transaction_session_timeout', $2, true)
                        """)
                .execute(Tuple.of(RECUT_LOCK, LONGEST_SILENCE))
                .replaceWithVoid();
    }

    /**
     * What is to be known of nodes that arrive, before they are weighed.
     *
     * @param known those that are, with what is remembered with them, which may be null
     * @param crowded those of their keys
     * @param last number of the last node; they are given in the order of the transactions
     */
    record Arrival(Map<String, String> known, Set<Long> crowded, long last) {}

    Uni<Arrival> arrival(SqlClient client, Set<String> nodeIds, Set<Long> keys) {
        return client.preparedQuery(
                        """
                        select 'known' as what, id as a, choices_hash as b, null::bigint as n
                          from node where id = any($1)
                        union all select 'crowded', null, null, key
                          from crowded_key where key = any($2)
                        union all select 'last', null, null, coalesce(max(no), 0) from node
                        """)
                .execute(
                        Tuple.tuple()
                                .addValue(nodeIds.toArray(String[]::new))
                                .addValue(keys.toArray(Long[]::new)))
                .map(
                        rows -> {
                            Map<String, String> known = new HashMap<>();
                            Set<Long> crowded = new HashSet<>();
                            long last = 0;
                            for (Row row : rows) {
                                switch (row.getString(0)) {
                                    case "known" -> known.put(row.getString(1), row.getString(2));
                                    case "crowded" -> crowded.add(row.getLong(3));
                                    default -> last = row.getLong(3);
                                }
                            }
                            return new Arrival(known, crowded, last);
                        });
    }

    /** Nodes with higher numbers than this, in their order, at most so many. */
    Uni<List<Candidate>> since(SqlClient client, long no, int most) {
        return client.preparedQuery(
                        """
                        select id, component, person from node where no > $1 order by no limit $2
                        """)
                .execute(Tuple.of(no, most))
                .map(
                        rows -> {
                            List<Candidate> since = new ArrayList<>();
                            rows.forEach(row -> since.add(Candidate.of(row)));
                            return since;
                        });
    }

    /**
     * What is to be known of new nodes before anything is weighed, in one round trip.
     *
     * @param components of the known nodes that bear one of the identifiers, by pseudonym, the same
     *     of all its bearers; not of generic ones
     * @param weighed component of each of the weighed nodes that is still there
     * @param crowded those of the keys
     */
    record Before(
            InForce inForce,
            Set<String> known,
            Map<String, Long> versions,
            Map<String, String> components,
            Map<String, String> weighed,
            Set<String> generic,
            Set<Long> crowded) {}

    /**
     * @param weighed known nodes that the new ones weigh something with
     */
    Uni<Before> before(
            SqlConnection tx,
            Set<String> nodeIds,
            Set<String> pseudonyms,
            Set<String> weighed,
            Set<Long> keys) {
        return tx.preparedQuery(
                        """
                        select 'in force' as what, rules as a, model as b, rules_version as n from resolver
                        union all select 'known', id, null, null from node where id = any($1)
                        union all select 'version', profile_id, null, version
                          from cluster where profile_id = any($1)
                        union all select 'generic', pseudonym, null, null
                          from generic_identifier where pseudonym = any($2)
                        union all select 'weighed', id, component, null from node where id = any($3)
                        union all select 'crowded', null, null, key
                          from crowded_key where key = any($4)
                        union all select 'bearer', a.pseudonym, n.component, null::bigint
                          from unnest($2::text[]) as a (pseudonym)
                          cross join lateral (
                            select node_id from node_identifier
                            where pseudonym = a.pseudonym limit 1) i
                          cross join lateral (
                            select component from node where id = i.node_id offset 0) n
                          where not exists (
                            select from generic_identifier g where g.pseudonym = a.pseudonym)
                        """)
                .execute(
                        Tuple.tuple()
                                .addValue(nodeIds.toArray(String[]::new))
                                .addValue(pseudonyms.toArray(String[]::new))
                                .addValue(weighed.toArray(String[]::new))
                                .addValue(keys.toArray(Long[]::new)))
                .map(NodeTable::before);
    }

    private static Before before(Iterable<Row> rows) {
        InForce inForce = null;
        Set<String> known = new HashSet<>();
        Map<String, Long> versions = new HashMap<>();
        Map<String, String> components = new HashMap<>();
        Map<String, String> weighed = new HashMap<>();
        Set<String> generic = new HashSet<>();
        Set<Long> crowded = new HashSet<>();
        for (Row row : rows) {
            String a = row.getString(1);
            switch (row.getString(0)) {
                case "crowded" -> crowded.add(row.getLong(3));
                case "in force" -> inForce = new InForce(row.getLong(3), a, row.getString(2));
                case "known" -> known.add(a);
                case "version" -> versions.put(a, row.getLong(3));
                case "generic" -> generic.add(a);
                case "weighed" -> weighed.put(a, row.getString(2));
                default -> components.put(a, row.getString(2));
            }
        }
        return new Before(inForce, known, versions, components, weighed, generic, crowded);
    }

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
                  select n.component from unnest($2::text[]) as a (pseudonym)
                  cross join lateral (
                    select node_id from node_identifier
                    where pseudonym = a.pseudonym limit 1) i
                  cross join lateral (
                    select component from node where id = i.node_id offset 0) n
                  where not exists (
                    select from generic_identifier g where g.pseudonym = a.pseudonym)) c
                cross join lateral (
                  select * from node where component = c.component offset 0) n)
                """,
                values,
                least);
    }

    private static Uni<Loaded> loaded(SqlClient client, String nodes, Tuple values, int least) {
        return Uni.combine()
                .all()
                .unis(nodes(client, nodes, values), around(client, nodes, values, least))
                .with(Loaded::new);
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

    private static Uni<List<StoredNode>> nodes(SqlClient client, String nodes, Tuple values) {
        return client.preparedQuery(
                        """
                        select n.id, n.source, n.source_kind, n.received_at, n.profile_id, n.version,
                               n.verified_group, n.component, n.person,
                               i.namespaces, i.pseudonyms, i.generic
                        from %s n cross join lateral (
                          select array_agg(i.namespace) as namespaces,
                                 array_agg(i.pseudonym) as pseudonyms,
                                 array_agg(g.pseudonym) filter (where g.pseudonym is not null)
                                   as generic
                          from node_identifier i left join lateral (
                            select pseudonym from generic_identifier
                            where pseudonym = i.pseudonym offset 0) g on true
                          where i.node_id = n.id) i
                        """
                                .formatted(nodes))
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

    /**
     * What is between the nodes of some components, in one round trip.
     *
     * @param versions last version of each cluster that ever bore the id of one of the nodes
     */
    record Around(List<Link> links, List<Decision> decisions, Map<String, Long> versions) {}

    private static Uni<Around> around(SqlClient client, String nodes, Tuple values, int least) {
        return client.preparedQuery(
                        """
                        with n as materialized (select id from %s n)
                        select 'link' as what, l.one as a, l.other as b, l.weight::bigint as n
                          from n cross join lateral (
                            select one, other, weight from link
                            where one = n.id and weight >= %d offset 0) l
                        union all select 'version', c.profile_id, null, c.version
                          from n cross join lateral (
                            select profile_id, version from cluster
                            where profile_id = n.id offset 0) c
                        union all
                          select case when d.same then 'same' else 'different' end,
                                 d.id, side.node_id, case when side.one then 1 else 2 end
                          from (
                            select distinct about.decision from n cross join lateral (
                              select decision from decision_node where node_id = n.id offset 0) about
                          ) about
                          join decision d on d.id = about.decision
                          join decision_node side on side.decision = d.id
                          where d.revoked_at is null
                        """
                                .formatted(nodes, least))
                .execute(values)
                .map(NodeTable::around);
    }

    private static Around around(Iterable<Row> rows) {
        List<Link> links = new ArrayList<>();
        Map<String, Long> versions = new HashMap<>();
        Map<String, Boolean> same = new LinkedHashMap<>();
        Map<String, Set<String>> one = new HashMap<>();
        Map<String, Set<String>> other = new HashMap<>();
        for (Row row : rows) {
            String a = row.getString(1);
            switch (row.getString(0)) {
                case "link" -> links.add(new Link(a, row.getString(2), row.getLong(3).intValue()));
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
        return new Around(links, decisions, versions);
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
            SqlConnection tx, Found found, Map<String, Membership> members, Components components) {
        List<Node> nodes = found.nodes();
        List<String> bearers = new ArrayList<>();
        List<Long> borne = new ArrayList<>();
        for (Newcomer newcomer : found.newcomers()) {
            Set<Long> keys = newcomer.keys();
            bearers.addAll(Collections.nCopies(keys.size(), newcomer.node().nodeId()));
            borne.addAll(keys);
        }
        List<String[]> identifiers = new ArrayList<>();
        for (Node node : nodes) {
            Set<String> own = new HashSet<>();
            for (HashedIdentifier identifier : node.identifiers()) {
                if (own.add(identifier.pseudonym())) {
                    identifiers.add(
                            new String[] {
                                identifier.pseudonym(), node.nodeId(), identifier.namespace()
                            });
                }
            }
        }
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
                        .addValue(column(nodes, node -> members.get(node.nodeId()).group()))
                        .addValue(column(nodes, node -> PersonText.write(node.person())))
                        .addValue(bearers.toArray(String[]::new))
                        .addValue(borne.toArray(Long[]::new))
                        .addValue(column(identifiers, row -> row[0]))
                        .addValue(column(identifiers, row -> row[1]))
                        .addValue(column(identifiers, row -> row[2]));
        return tx.preparedQuery(
                        """
                        with fresh as (
                          insert into node (id, source, source_kind, received_at, component, profile_id,
                                            verified_group, person, version)
                          select *, 1 from unnest($1::text[], $2::text[], $3::text[], $4::timestamptz[],
                                                  $5::text[], $6::text[], $7::text[], $8::text[])
                          returning id, no),
                        identifiers as (
                          insert into node_identifier (pseudonym, node_id, namespace)
                          select * from unnest($11::text[], $12::text[], $13::text[]))
                        insert into node_key (key, node)
                        select k.key, fresh.no from unnest($9::text[], $10::bigint[]) as k (id, key)
                        join fresh using (id)
                        """)
                .execute(rows)
                .replaceWithVoid();
    }

    Uni<Long> count(SqlClient client) {
        return client.preparedQuery("select count(*) from node")
                .execute()
                .map(rows -> rows.iterator().next().getLong(0));
    }

    /** The next ones in the order of their numbers. */
    Uni<List<NumberedNode>> nodesAfter(SqlConnection tx, long no, int most) {
        return tx.preparedQuery("select no, id from node where no > $1 order by no limit $2")
                .execute(Tuple.of(no, most))
                .chain(
                        rows -> {
                            Map<String, Long> numbers = new LinkedHashMap<>();
                            rows.forEach(row -> numbers.put(row.getString(1), row.getLong(0)));
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
                                                                                    stored))
                                                            .sorted(
                                                                    Comparator.comparingLong(
                                                                            NumberedNode::no))
                                                            .toList());
                        });
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

    /** What nodes say of their persons, by id, after the given one. */
    Uni<Map<String, Person>> persons(SqlClient client, String after, int most) {
        return client.preparedQuery(
                        """
                        select id, person from node where id > $1 and person is not null
                        order by id limit $2
                        """)
                .execute(Tuple.of(after, most))
                .map(
                        rows -> {
                            Map<String, Person> persons = new LinkedHashMap<>();
                            rows.forEach(
                                    row ->
                                            persons.put(
                                                    row.getString(0),
                                                    PersonText.read(row.getString(1))));
                            return persons;
                        });
    }

    /**
     * Nodes, and all that is known of them but what was decided.
     *
     * @param keys of any of them
     */
    Uni<Void> delete(SqlConnection tx, Set<String> nodeIds, Set<Long> keys) {
        return tx.preparedQuery(
                        """
                        delete from node_key k using node n
                        where k.key = any($1) and n.id = any($2) and k.node = n.no
                        """)
                .execute(
                        Tuple.tuple()
                                .addValue(keys.toArray(Long[]::new))
                                .addValue(nodeIds.toArray(String[]::new)))
                .chain(
                        () ->
                                each(
                                        tx,
                                        "delete from link where one = any($1) or other = any($1)",
                                        nodeIds))
                .chain(
                        () ->
                                each(
                                        tx,
                                        "delete from node_identifier where node_id = any($1)",
                                        nodeIds))
                .chain(() -> each(tx, "delete from node where id = any($1)", nodeIds));
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
        if (states.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
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

    Uni<Void> remember(Map<String, String> texts) {
        List<String> ids = texts.keySet().stream().sorted().toList();
        return pool.preparedQuery(
                        """
                        update node set choices_hash = seen.hash
                        from unnest($1::text[], $2::text[]) as seen (id, hash) where node.id = seen.id
                        """)
                .execute(
                        Tuple.tuple()
                                .addValue(ids.toArray(String[]::new))
                                .addValue(column(ids, texts::get)))
                .replaceWithVoid();
    }

    private static StoredNode stored(Row row) {
        String[] namespaces = row.getArrayOfStrings("namespaces");
        String[] pseudonyms = row.getArrayOfStrings("pseudonyms");
        int identifiers = namespaces == null ? 0 : namespaces.length;
        Node node =
                new Node(
                        row.getString("id"),
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
                        row.getLong("version"),
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
