package org.purposecdp.identity.node;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import org.purposecdp.identity.matching.Link;

import static org.purposecdp.identity.node.Columns.column;
import static org.purposecdp.identity.node.Columns.each;

/** The statements over the links between nodes: each for a whole batch. */
final class LinkTable {
    /**
     * @param open between two clusters
     */
    Uni<Void> insert(SqlConnection tx, List<Link> links, String model, Predicate<Link> open) {
        if (links.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return tx.preparedQuery(
                        """
                        insert into link (one, other, weight, open, model)
                        select *, $5 from unnest($1::text[], $2::text[], $3::int[], $4::boolean[])
                        on conflict (one, other) do update
                        set weight = excluded.weight, open = excluded.open, model = excluded.model
                        """)
                .execute(
                        Tuple.tuple()
                                .addValue(column(links, Link::one))
                                .addValue(column(links, Link::other))
                                .addValue(links.stream().map(Link::weight).toArray(Integer[]::new))
                                .addValue(links.stream().map(open::test).toArray(Boolean[]::new))
                                .addValue(model))
                .replaceWithVoid();
    }

    /** Of nodes that have moved. */
    Uni<Void> openOrClose(SqlConnection tx, Set<String> moved) {
        if (moved.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return each(
                tx,
                """
                update link set open = a.profile_id <> b.profile_id from node a, node b
                where (link.one = any($1) or link.other = any($1))
                and a.id = link.one and b.id = link.other
                and link.open <> (a.profile_id <> b.profile_id)
                """,
                moved);
    }

    /** Of the whole store, which is read from end to end. */
    Uni<Void> openOrCloseAll(SqlConnection tx) {
        return tx.query(
                        """
                        set local enable_seqscan = on;
                        update link set open = a.profile_id <> b.profile_id from node a, node b
                        where a.id = link.one and b.id = link.other
                        and link.open <> (a.profile_id <> b.profile_id)
                        """)
                .execute()
                .replaceWithVoid();
    }

    Uni<Void> forget(SqlConnection tx) {
        return tx.query("truncate node_key, link").execute().replaceWithVoid();
    }
}
