package org.purposecdp.identity.node;

import java.util.ArrayList;
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

    /** Those between any two of these nodes. */
    Uni<List<Link>> among(SqlConnection tx, Set<String> nodeIds) {
        return tx.preparedQuery(
                        "select one, other, weight from link where one = any($1) and other = any($1)")
                .execute(Tuple.tuple().addValue(nodeIds.toArray(String[]::new)))
                .map(
                        rows -> {
                            List<Link> links = new ArrayList<>();
                            rows.forEach(
                                    row ->
                                            links.add(
                                                    new Link(
                                                            row.getString(0),
                                                            row.getString(1),
                                                            row.getInteger(2))));
                            return links;
                        });
    }

    Uni<Void> delete(SqlConnection tx, List<Link> links) {
        return tx.preparedQuery(
                        """
                        delete from link using unnest($1::text[], $2::text[]) as gone (one, other)
                        where link.one = gone.one and link.other = gone.other
                        """)
                .execute(
                        Tuple.tuple()
                                .addValue(column(links, Link::one))
                                .addValue(column(links, Link::other)))
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
        return tx.query("truncate node_key, crowded_key, link").execute().replaceWithVoid();
    }
}
