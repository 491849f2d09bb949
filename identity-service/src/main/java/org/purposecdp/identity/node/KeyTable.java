package org.purposecdp.identity.node;

import java.util.ArrayList;
import java.util.Collection;
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

/** The statements over the keys under which nodes are found: each for a whole batch. */
final class KeyTable {
    /**
     * Known nodes that new ones meet, by the new one's place.
     *
     * @param keys of each new node, in their order; none that are crowded
     * @param after only nodes with higher numbers
     * @param upTo and none with higher ones
     */
    Uni<Map<Integer, List<Candidate>>> met(
            SqlClient client, List<Set<Long>> keys, long after, long upTo) {
        List<Integer> askers = new ArrayList<>();
        List<Long> asked = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            askers.addAll(Collections.nCopies(keys.get(i).size(), i));
            asked.addAll(keys.get(i));
        }
        if (asked.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        return client.preparedQuery(
                        """
                        select met.asker, n.id, n.component, n.person from (
                          select distinct a.asker, k.node
                          from unnest($1::int[], $2::bigint[]) as a (asker, key)
                          cross join lateral (
                            select node from node_key
                            where key = a.key and node > $3 and node <= $4 offset 0) k
                        ) met
                        cross join lateral (
                          select id, component, person from node n where no = met.node and %s
                          offset 0
                        ) n
                        """
                                .formatted(BarTable.FREE))
                .execute(
                        Tuple.of(
                                askers.toArray(Integer[]::new),
                                asked.toArray(Long[]::new),
                                after,
                                upTo))
                .map(
                        rows -> {
                            Map<Integer, List<Candidate>> met = new HashMap<>();
                            Map<String, Candidate> read = new HashMap<>();
                            for (Row row : rows) {
                                met.computeIfAbsent(row.getInteger(0), any -> new ArrayList<>())
                                        .add(
                                                read.computeIfAbsent(
                                                        row.getString(1), id -> Candidate.of(row)));
                            }
                            return met;
                        });
    }

    Uni<Void> insert(SqlConnection tx, List<NumberedNode> nodes, List<Set<Long>> keys) {
        List<Long> bearers = new ArrayList<>();
        List<Long> borne = new ArrayList<>();
        for (int i = 0; i < nodes.size(); i++) {
            bearers.addAll(Collections.nCopies(keys.get(i).size(), nodes.get(i).no()));
            borne.addAll(keys.get(i));
        }
        return tx.preparedQuery(
                        "insert into node_key (key, node) select * from unnest($1::bigint[], $2::bigint[])")
                .execute(Tuple.of(borne.toArray(Long[]::new), bearers.toArray(Long[]::new)))
                .replaceWithVoid();
    }

    /** How many nodes bear each of these keys; nothing where nobody does. */
    Uni<Map<Long, Integer>> counts(SqlConnection tx, Collection<Long> keys) {
        return tx.preparedQuery(
                        "select key, count(*)::int from node_key where key = any($1) group by key")
                .execute(of(keys))
                .map(
                        rows -> {
                            Map<Long, Integer> counts = new HashMap<>();
                            rows.forEach(row -> counts.put(row.getLong(0), row.getInteger(1)));
                            return counts;
                        });
    }

    /** Who bears any of these keys. */
    Uni<List<Candidate>> bearers(SqlConnection tx, Collection<Long> keys) {
        return tx.preparedQuery(
                        """
                        select id, component, person from node
                        where no in (select node from node_key where key = any($1))
                        """)
                .execute(of(keys))
                .map(
                        rows -> {
                            List<Candidate> bearers = new ArrayList<>();
                            rows.forEach(row -> bearers.add(Candidate.of(row)));
                            return bearers;
                        });
    }

    /** Those of these that are crowded. */
    Uni<Set<Long>> crowded(SqlClient client, Collection<Long> keys) {
        return client.preparedQuery("select key from crowded_key where key = any($1)")
                .execute(of(keys))
                .map(
                        rows -> {
                            Set<Long> crowded = new HashSet<>();
                            rows.forEach(row -> crowded.add(row.getLong(0)));
                            return crowded;
                        });
    }

    Uni<Void> crowd(SqlConnection tx, Collection<Long> keys) {
        return tx.preparedQuery("insert into crowded_key select unnest($1::bigint[])")
                .execute(of(keys))
                .replaceWithVoid();
    }

    Uni<Void> uncrowd(SqlConnection tx, Collection<Long> keys) {
        return tx.preparedQuery("delete from crowded_key where key = any($1)")
                .execute(of(keys))
                .replaceWithVoid();
    }

    /** Of the whole store, which is read from end to end. */
    Uni<Void> crowdAll(SqlConnection tx, Crowding crowding) {
        return tx.query("set local enable_seqscan = on")
                .execute()
                .chain(
                        () ->
                                tx.preparedQuery(
                                                """
                                                insert into crowded_key
                                                select key from node_key group by key
                                                having count(*) > $1
                                                """)
                                        .execute(Tuple.of(crowding.most())))
                .chain(() -> tx.query("set local enable_seqscan = off").execute())
                .replaceWithVoid();
    }

    private static Tuple of(Collection<Long> keys) {
        return Tuple.tuple().addValue(keys.toArray(Long[]::new));
    }
}
