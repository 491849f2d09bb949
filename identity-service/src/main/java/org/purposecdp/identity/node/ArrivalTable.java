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
    /** Of each identifier the strongest bar alone: thousands who bore it may have said "no". */
    private static final String REFUSED =
            """
            'refused', a.pseudonym, r.bar, case when r.erases then 1 else 0 end
              from unnest($2::text[]) as a (pseudonym) cross join lateral (
                select bar, erases from refused_identifier where pseudonym = a.pseudonym
                order by erases desc, bar limit 1) r
            """;

    /**
     * What is to be known of nodes that arrive, before they are weighed.
     *
     * @param known those that are, with by which traits their match fields were said; null for none
     * @param erased those of them of which no match fields are kept
     * @param refused those of their identifiers whose bearer said "no"
     * @param crowded those of their keys
     * @param last number of the last node; they are given in the order of the transactions
     */
    record Arrival(
            Map<String, String> known,
            Set<String> erased,
            Map<String, Bar> refused,
            Set<Long> crowded,
            long last) {}

    Uni<Arrival> arrival(
            SqlClient client, Set<String> nodeIds, Set<String> pseudonyms, Set<Long> keys) {
        return client.preparedQuery(
                        """
                        select 'known' as what, id as a, said as b, null::bigint as n
                          from node where id = any($1)
                        union all select 'erased', node_id, null, null
                          from barred_node where node_id = any($1) and erases
                        union all select %s
                        union all select 'crowded', null, null, key
                          from crowded_key where key = any($3)
                        union all select 'last', null, null, coalesce(max(no), 0) from node
                        """
                                .formatted(REFUSED))
                .execute(
                        Tuple.tuple()
                                .addValue(nodeIds.toArray(String[]::new))
                                .addValue(pseudonyms.toArray(String[]::new))
                                .addValue(keys.toArray(Long[]::new)))
                .map(
                        rows -> {
                            Map<String, String> known = new HashMap<>();
                            Set<String> erased = new HashSet<>();
                            Map<String, Bar> refused = new HashMap<>();
                            Set<Long> crowded = new HashSet<>();
                            long last = 0;
                            for (Row row : rows) {
                                switch (row.getString(0)) {
                                    case "known" -> known.put(row.getString(1), row.getString(2));
                                    case "erased" -> erased.add(row.getString(1));
                                    case "refused" -> refuse(row, refused);
                                    case "crowded" -> crowded.add(row.getLong(3));
                                    default -> last = row.getLong(3);
                                }
                            }
                            return new Arrival(known, erased, refused, crowded, last);
                        });
    }

    private static void refuse(Row row, Map<String, Bar> refused) {
        refused.put(row.getString(1), new Bar(row.getString(2), row.getLong(3) == 1));
    }

    /** Nodes with higher numbers than this, in their order, at most so many. */
    Uni<List<Candidate>> since(SqlClient client, long no, int most) {
        return client.preparedQuery(
                        """
                        select id, component, person from node n where no > $1 and %s
                        order by no limit $2
                        """
                                .formatted(BarTable.FREE))
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
     * @param weighed component of each of the weighed nodes that is still there, and not barred
     * @param crowded those of the keys
     * @param refused identifiers whose bearer said "no"
     * @param former last version of those of the new nodes that were deleted once
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
            Map<String, Bar> refused,
            Map<String, Long> former,
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
                        select 'in force' as what, rules as a, model as b, rules_version as n
                          from resolver where one
                        union all select 'matching', null, null, matching from resolver where one
                        union all select 'number', null, null, nextval('node_no_seq')
                          from generate_series(1, $5)
                        union all select 'known', id, null, null from node where id = any($1)
                        union all select 'version', profile_id, null, version
                          from cluster where profile_id = any($1)
                        union all select 'former', id, null, version
                          from former_node where id = any($1)
                        union all select 'generic', pseudonym, null, null
                          from generic_identifier where pseudonym = any($2)
                        union all select %s
                        union all select 'weighed', id, component, null from node n
                          where id = any($3) and %s
                        union all select 'crowded', null, null, key
                          from crowded_key where key = any($4)
                        union all select 'bearer', pseudonym, component, null::bigint from %s bearer
                        """
                                .formatted(REFUSED, BarTable.FREE, ComponentTable.BEARERS))
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
        Map<String, Bar> refused = new HashMap<>();
        Map<String, Long> former = new HashMap<>();
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
                case "refused" -> refuse(row, refused);
                case "former" -> former.put(a, row.getLong(3));
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
                refused,
                former,
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
                        .addValue(column(nodes, node -> PersonText.write(node.person())))
                        .addValue(column(nodes, node -> KeptText.write(node.kept())))
                        .addValue(
                                nodes.stream()
                                        .map(node -> KeptText.at(node.kept()))
                                        .toArray(OffsetDateTime[]::new))
                        .addValue(
                                nodes.stream()
                                        .map(node -> KeptText.until(node.kept()))
                                        .toArray(OffsetDateTime[]::new))
                        .addValue(
                                nodes.stream()
                                        .map(node -> members.get(node.nodeId()).version())
                                        .toArray(Long[]::new));
        return tx.preparedQuery(
                        """
                        insert into node (no, id, source, source_kind, received_at, component,
                                          profile_id, verified_group, person, said, said_at,
                                          kept_until, version)
                        overriding system value
                        select * from unnest($1::bigint[], $2::text[], $3::text[], $4::text[],
                                                $5::timestamptz[], $6::text[], $7::text[], $8::text[],
                                                $9::text[], $10::text[], $11::timestamptz[],
                                                $12::timestamptz[], $13::bigint[])
                        """)
                .execute(rows)
                .replaceWithVoid();
    }
}
