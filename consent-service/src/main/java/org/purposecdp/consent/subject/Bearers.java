package org.purposecdp.consent.subject;

import java.util.Set;
import java.util.TreeSet;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;

/**
 * Who bears an identifier.
 *
 * @param profiles that hold a node which bears it
 * @param left that held one last which is between two clusters' states: points may not know yet
 *     that they hold it no more
 * @param proven whether any bears it by a server's or authenticating source's word, so that a grant
 *     takes hold
 */
public record Bearers(Set<String> profiles, Set<String> left, boolean proven) {
    private static final String FIND =
            """
            select distinct profile_id, source_kind <> 'PUBLIC' as proven,
                case when profile_id is null then last_profile_id end as left_profile_id
            from node where identifiers @> array[$1::text]
            """;

    /** Those of this identifier, as this transaction sees them. */
    public static Uni<Bearers> of(SqlClient client, String pseudonym) {
        return client.preparedQuery(FIND).execute(Tuple.of(pseudonym)).map(Bearers::read);
    }

    private static Bearers read(RowSet<Row> rows) {
        Set<String> profiles = new TreeSet<>();
        Set<String> left = new TreeSet<>();
        boolean proven = false;
        for (Row row : rows) {
            proven |= row.getBoolean("proven");
            if (row.getString("profile_id") != null) {
                profiles.add(row.getString("profile_id"));
            } else if (row.getString("left_profile_id") != null) {
                left.add(row.getString("left_profile_id"));
            }
        }
        left.removeAll(profiles);
        return new Bearers(profiles, left, proven);
    }

    /** All whose points must have heard before anything is said to be enforced. */
    public Set<String> concerned() {
        Set<String> all = new TreeSet<>(profiles);
        all.addAll(left);
        return all;
    }
}
