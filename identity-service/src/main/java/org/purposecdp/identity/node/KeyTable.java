package org.purposecdp.identity.node;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
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
     * @param keys of each new node, in their order
     * @param after only nodes with higher numbers
     * @return those that it meets, by its place
     */
    Uni<Map<Integer, List<Candidate>>> candidates(
            SqlClient client, List<Set<Long>> keys, long after) {
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
                            select node from node_key where key = a.key and node > $3 offset 0) k
                        ) met
                        cross join lateral (
                          select id, component, person from node where no = met.node offset 0
                        ) n
                        """)
                .execute(
                        Tuple.of(askers.toArray(Integer[]::new), asked.toArray(Long[]::new), after))
                .map(
                        rows -> {
                            Map<Integer, List<Candidate>> met = new HashMap<>();
                            Map<String, Candidate> read = new HashMap<>();
                            for (Row row : rows) {
                                met.computeIfAbsent(row.getInteger(0), any -> new ArrayList<>())
                                        .add(
                                                read.computeIfAbsent(
                                                        row.getString(1),
                                                        id -> candidate(id, row)));
                            }
                            return met;
                        });
    }

    private static Candidate candidate(String id, Row row) {
        return new Candidate(id, row.getString(2), PersonText.read(row.getString(3)));
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
}
