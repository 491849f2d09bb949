package org.purposecdp.identity.node;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import org.purposecdp.identity.cluster.Components;
import org.purposecdp.identity.cluster.HashedIdentifier;
import org.purposecdp.identity.cluster.Membership;
import org.purposecdp.identity.cluster.Node;

import static org.purposecdp.identity.node.Columns.column;

/** The statements that take new nodes in: each for a whole batch. */
final class ArrivalTable {
    /**
     * What is to be known of nodes that arrive, before they are weighed.
     *
     * @param known those that are
     * @param crowded those of their keys
     * @param last number of the last node; they are given in the order of the transactions
     */
    record Arrival(Set<String> known, Set<Long> crowded, long last) {}

    Uni<Arrival> arrival(SqlClient client, Set<String> nodeIds, Set<Long> keys) {
        return client.preparedQuery(
                        """
                        select 'known' as what, id as a, null::bigint as n
                          from node where id = any($1)
                        union all select 'crowded', null, key
                          from crowded_key where key = any($2)
                        union all select 'last', null, coalesce(max(no), 0) from node
                        """)
                .execute(
                        Tuple.tuple()
                                .addValue(nodeIds.toArray(String[]::new))
                                .addValue(keys.toArray(Long[]::new)))
                .map(
                        rows -> {
                            Set<String> known = new HashSet<>();
                            Set<Long> crowded = new HashSet<>();
                            long last = 0;
                            for (Row row : rows) {
                                switch (row.getString(0)) {
                                    case "known" -> known.add(row.getString(1));
                                    case "crowded" -> crowded.add(row.getLong(2));
                                    default -> last = row.getLong(2);
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
     * @param numbers for the new nodes; higher than those of all known ones
     */
    record Before(
            InForce inForce,
            Set<String> known,
            Map<String, Long> versions,
            Map<String, String> components,
            Map<String, String> weighed,
            Set<String> generic,
            Set<Long> crowded,
            List<Long> numbers) {}

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
                        union all select 'matching', null, null, matching from resolver
                        union all select 'number', null, null, nextval('node_no_seq')
                          from generate_series(1, $5)
                        union all select 'known', id, null, null from node where id = any($1)
                        union all select 'version', profile_id, null, version
                          from cluster where profile_id = any($1)
                        union all select 'generic', pseudonym, null, null
                          from generic_identifier where pseudonym = any($2)
                        union all select 'weighed', id, component, null from node where id = any($3)
                        union all select 'crowded', null, null, key
                          from crowded_key where key = any($4)
                        union all select 'bearer', pseudonym, component, null::bigint from %s bearer
                        """
                                .formatted(ComponentTable.BEARERS))
                .execute(
                        Tuple.tuple()
                                .addValue(nodeIds.toArray(String[]::new))
                                .addValue(pseudonyms.toArray(String[]::new))
                                .addValue(weighed.toArray(String[]::new))
                                .addValue(keys.toArray(Long[]::new))
                                .addValue(nodeIds.size()))
                .map(ArrivalTable::before);
    }

    private static Before before(Iterable<Row> rows) {
        String rules = null;
        String model = null;
        long rulesVersion = 0;
        int matching = 0;
        Set<String> known = new HashSet<>();
        Map<String, Long> versions = new HashMap<>();
        Map<String, String> components = new HashMap<>();
        Map<String, String> weighed = new HashMap<>();
        Set<String> generic = new HashSet<>();
        Set<Long> crowded = new HashSet<>();
        List<Long> numbers = new ArrayList<>();
        for (Row row : rows) {
            String a = row.getString(1);
            switch (row.getString(0)) {
                case "number" -> numbers.add(row.getLong(3));
                case "crowded" -> crowded.add(row.getLong(3));
                case "in force" -> {
                    rules = a;
                    model = row.getString(2);
                    rulesVersion = row.getLong(3);
                }
                case "matching" -> matching = row.getLong(3).intValue();
                case "known" -> known.add(a);
                case "version" -> versions.put(a, row.getLong(3));
                case "generic" -> generic.add(a);
                case "weighed" -> weighed.put(a, row.getString(2));
                default -> components.put(a, row.getString(2));
            }
        }
        return new Before(
                new InForce(rulesVersion, rules, model, matching),
                known,
                versions,
                components,
                weighed,
                generic,
                crowded,
                numbers);
    }

    /** What does not depend on the clusters that they come to: needs no answer before they are. */
    Uni<Void> insertKeys(SqlConnection tx, Found found) {
        List<Long> keys = new ArrayList<>();
        List<Long> bearers = new ArrayList<>();
        List<String[]> identifiers = new ArrayList<>();
        for (int i = 0; i < found.newcomers().size(); i++) {
            Newcomer newcomer = found.newcomers().get(i);
            keys.addAll(newcomer.keys());
            bearers.addAll(Collections.nCopies(newcomer.keys().size(), found.numbers().get(i)));
            Node node = newcomer.node();
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
        return tx.preparedQuery(
                        """
                        with identifiers as (
                          insert into node_identifier (pseudonym, node_id, namespace)
                          select * from unnest($3::text[], $4::text[], $5::text[]))
                        insert into node_key (key, node)
                        select * from unnest($1::bigint[], $2::bigint[])
                        """)
                .execute(
                        Tuple.tuple()
                                .addValue(keys.toArray(Long[]::new))
                                .addValue(bearers.toArray(Long[]::new))
                                .addValue(column(identifiers, row -> row[0]))
                                .addValue(column(identifiers, row -> row[1]))
                                .addValue(column(identifiers, row -> row[2])))
                .replaceWithVoid();
    }

    Uni<Void> insert(
            SqlConnection tx, Found found, Map<String, Membership> members, Components components) {
        List<Node> nodes = found.nodes();
        Tuple rows =
                Tuple.tuple()
                        .addValue(found.numbers().toArray(Long[]::new))
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
                        .addValue(column(nodes, node -> PersonText.write(node.person())));
        return tx.preparedQuery(
                        """
                        insert into node (no, id, source, source_kind, received_at, component,
                                          profile_id, verified_group, person, version)
                        overriding system value
                        select *, 1 from unnest($1::bigint[], $2::text[], $3::text[], $4::text[],
                                                $5::timestamptz[], $6::text[], $7::text[], $8::text[],
                                                $9::text[])
                        """)
                .execute(rows)
                .replaceWithVoid();
    }
}
