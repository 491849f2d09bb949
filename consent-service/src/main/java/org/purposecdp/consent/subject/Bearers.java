package org.purposecdp.consent.subject;

import java.util.Set;
import java.util.TreeSet;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;

/**
 * Who bears an identifier: a page of them, by the ids of their nodes. Whoever goes from page to
 * page meets each node once, however it moves between Subjects meanwhile.
 *
 * @param profiles that hold a node which bears it
 * @param left that held one last which is between two clusters' states: points may not know yet
 *     that they hold it no more
 * @param last node of this page; null when no page follows
 */
public record Bearers(Set<String> profiles, Set<String> left, String last) {
    /** More than one cluster may have. */
    private static final int NODES = 1_000;

    private static final String PAGE =
            """
            select node_id, profile_id, last_profile_id
            from node_identifier join node using (node_id)
            where pseudonym = $1 and node_id > $2 order by node_id limit $3
            """;
    private static final String PROVEN =
            """
            select exists (
                select from node_identifier join node using (node_id)
                where pseudonym = $1 and source_kind <> 'PUBLIC')
            """;

    /**
     * The next of them, as this transaction sees them.
     *
     * @param after node with which the page before ended; empty for the first
     * @param most profiles
     */
    public static Uni<Bearers> page(SqlClient client, String pseudonym, String after, int most) {
        return client.preparedQuery(PAGE)
                .execute(Tuple.of(pseudonym, after, NODES + 1))
                .map(rows -> read(rows, most));
    }

    /**
     * Whether any bears it by a server's or authenticating source's word, so that a grant holds.
     */
    public static Uni<Boolean> proven(SqlClient client, String pseudonym) {
        return client.preparedQuery(PROVEN)
                .execute(Tuple.of(pseudonym))
                .map(rows -> rows.iterator().next().getBoolean(0));
    }

    private static Bearers read(RowSet<Row> rows, int most) {
        Set<String> profiles = new TreeSet<>();
        Set<String> left = new TreeSet<>();
        Set<String> all = new TreeSet<>();
        String last = null;
        int taken = 0;
        for (Row row : rows) {
            String holder = row.getString("profile_id");
            String concerned = holder == null ? row.getString("last_profile_id") : holder;
            boolean another = concerned != null && !all.contains(concerned);
            if (taken == NODES || another && all.size() == most) {
                return new Bearers(profiles, without(left, profiles), last);
            }
            if (another) {
                all.add(concerned);
            }
            if (concerned != null) {
                (holder == null ? left : profiles).add(concerned);
            }
            last = row.getString("node_id");
            taken++;
        }
        return new Bearers(profiles, without(left, profiles), null);
    }

    private static Set<String> without(Set<String> left, Set<String> profiles) {
        left.removeAll(profiles);
        return left;
    }

    public boolean isAll() {
        return last == null;
    }

    /** All whose points must have heard before anything is said to be enforced. */
    Set<String> concerned() {
        Set<String> all = new TreeSet<>(profiles);
        all.addAll(left);
        return all;
    }
}
