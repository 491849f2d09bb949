package org.purposecdp.identity.node;

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

import static org.purposecdp.identity.node.Columns.column;

/** The statements over what is barred from matching: each for a whole batch. */
final class BarTable {
    /** Of a node {@code n}: that it is not barred. */
    static final String FREE =
            """
            not exists (select from barred_node b where b.node_id = n.id and b.bar is not null)
            """;

    /**
     * Last of all: fails if other nodes are barred than were taken for it.
     *
     * @param weighed all nodes
     * @param barred those of them that were taken for barred
     * @param pseudonyms of those that nobody has marked yet
     * @param refused those of these that were taken for refused
     */
    Uni<Void> requireSame(
            SqlConnection tx,
            Set<String> weighed,
            Set<String> barred,
            Set<String> pseudonyms,
            Set<String> refused) {
        return tx.preparedQuery(
                        """
                        select true, node_id from barred_node
                          where node_id = any($1) and bar is not null
                        union all select false, a.pseudonym from unnest($2::text[]) as a (pseudonym)
                          where exists (
                            select from refused_identifier r where r.pseudonym = a.pseudonym)
                        """)
                .execute(
                        Tuple.of(weighed.toArray(String[]::new), pseudonyms.toArray(String[]::new)))
                .invoke(
                        rows -> {
                            Set<String> nodes = new HashSet<>();
                            Set<String> identifiers = new HashSet<>();
                            rows.forEach(
                                    row ->
                                            (row.getBoolean(0) ? nodes : identifiers)
                                                    .add(row.getString(1)));
                            if (!nodes.equals(barred) || !identifiers.equals(refused)) {
                                throw new MarkedMeanwhile();
                            }
                        })
                .replaceWithVoid();
    }

    /** Of newcomers: until a subject names them. */
    Uni<Void> insert(SqlConnection tx, List<Newcomer> newcomers) {
        List<Newcomer> barred = newcomers.stream().filter(one -> one.bar() != null).toList();
        if (barred.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return tx.preparedQuery(
                        """
                        insert into barred_node (node_id, bar, erases, due)
                        select *, false from unnest($1::text[], $2::text[], $3::boolean[])
                        on conflict do nothing
                        """)
                .execute(
                        Tuple.of(
                                column(barred, one -> one.node().nodeId()),
                                column(barred, one -> one.bar().why()),
                                barred.stream()
                                        .map(one -> one.bar().erases())
                                        .toArray(Boolean[]::new)))
                .replaceWithVoid();
    }

    /** Nodes whose mark was not cut by yet, the first marked first. */
    Uni<Set<String>> due(SqlClient client, int most) {
        return client.preparedQuery(
                        "select node_id from barred_node where due order by change limit $1")
                .execute(Tuple.of(most))
                .map(BarTable::ids);
    }

    /**
     * A mark, and which of its changes it is.
     *
     * @param bar null for one that is free
     * @param due it was not cut by yet
     */
    record Marked(Bar bar, long change, boolean due) {}

    Uni<Map<String, Marked>> marks(SqlConnection tx, Set<String> nodeIds) {
        return tx.preparedQuery(
                        """
                        select node_id, bar, erases, change, due from barred_node
                        where node_id = any($1)
                        """)
                .execute(Tuple.tuple().addValue(nodeIds.toArray(String[]::new)))
                .map(
                        rows -> {
                            Map<String, Marked> marks = new HashMap<>();
                            rows.forEach(
                                    row ->
                                            marks.put(
                                                    row.getString(0),
                                                    new Marked(
                                                            row.getString(1) == null
                                                                    ? null
                                                                    : new Bar(
                                                                            row.getString(1),
                                                                            row.getBoolean(2)),
                                                            row.getLong(3),
                                                            row.getBoolean(4))));
                            return marks;
                        });
    }

    /**
     * It was cut by these; not in that transaction, since whoever marks must not wait for it.
     *
     * @param changes by nodeId
     */
    Uni<Void> done(SqlClient client, Map<String, Long> changes) {
        List<String> ids = changes.keySet().stream().sorted().toList();
        Tuple done =
                Tuple.of(
                        ids.toArray(String[]::new),
                        ids.stream().map(changes::get).toArray(Long[]::new));
        return client.preparedQuery(
                        """
                        delete from barred_node b using unnest($1::text[], $2::bigint[]) as done (id, change)
                        where b.node_id = done.id and b.change = done.change and b.bar is null
                        """)
                .execute(done)
                .chain(
                        () ->
                                client.preparedQuery(
                                                """
                                                update barred_node b set due = false
                                                from unnest($1::text[], $2::bigint[]) as done (id, change)
                                                where b.node_id = done.id and b.change = done.change
                                                """)
                                        .execute(done))
                .replaceWithVoid();
    }

    /** Of nodes that are no more. */
    Uni<Void> forget(SqlConnection tx, Set<String> nodeIds) {
        return Columns.each(tx, "delete from barred_node where node_id = any($1)", nodeIds);
    }

    private static Set<String> ids(Iterable<Row> rows) {
        Set<String> ids = new HashSet<>();
        rows.forEach(row -> ids.add(row.getString(0)));
        return ids;
    }
}
