package org.purposecdp.identity.node;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import org.purposecdp.identity.cluster.Decision;
import org.purposecdp.identity.matching.Link;

/** The statements over what stewards see and decide. */
final class StewardTable {

    /**
     * @param model by which it was weighed
     */
    record Weighed(Link link, String model) {}

    /**
     * A decision as it was made.
     *
     * @param asked what was asked, without the reason; null where that was not kept yet
     */
    record Made(String id, boolean same, String asked, String reason) {}

    Uni<Void> insert(
            SqlConnection tx,
            Decision decision,
            String asked,
            String reason,
            String by,
            Instant at) {
        List<String> nodes = new ArrayList<>(decision.one());
        nodes.addAll(decision.other());
        List<Boolean> sides = new ArrayList<>(Collections.nCopies(decision.one().size(), true));
        sides.addAll(Collections.nCopies(decision.other().size(), false));
        return tx.preparedQuery(
                        """
                        insert into decision (id, same, asked, reason, decided_by, decided_at)
                        values ($1, $2, $3, $4, $5, $6)
                        """)
                .execute(
                        Tuple.of(
                                decision.id(),
                                decision.same(),
                                asked,
                                reason,
                                by,
                                at.atOffset(ZoneOffset.UTC)))
                .chain(
                        () ->
                                tx.preparedQuery(
                                                """
                                                insert into decision_node (decision, node_id, one)
                                                select $1, * from unnest($2::text[], $3::boolean[])
                                                """)
                                        .execute(
                                                Tuple.of(
                                                        decision.id(),
                                                        nodes.toArray(String[]::new),
                                                        sides.toArray(Boolean[]::new))))
                .replaceWithVoid();
    }

    /** Nothing where it is not in force. */
    Uni<Void> revoke(SqlConnection tx, String id, String by, Instant at) {
        return tx.preparedQuery(
                        """
                        update decision set revoked_by = $2, revoked_at = $3
                        where id = $1 and revoked_at is null
                        """)
                .execute(Tuple.of(id, by, at.atOffset(ZoneOffset.UTC)))
                .replaceWithVoid();
    }

    Uni<Optional<Made>> made(SqlClient client, String id) {
        return client.preparedQuery("select id, same, asked, reason from decision where id = $1")
                .execute(Tuple.of(id))
                .map(
                        rows ->
                                rows.iterator().hasNext()
                                        ? Optional.of(made(rows.iterator().next()))
                                        : Optional.empty());
    }

    private static Made made(Row row) {
        return new Made(row.getString(0), row.getBoolean(1), row.getString(2), row.getString(3));
    }

    /** A decision as it stands, and the nodes of its two sides. */
    Uni<Optional<Stewardship.Standing>> standing(SqlClient client, String id) {
        return client.preparedQuery(
                        """
                        select d.same, d.reason, d.decided_by, d.decided_at, d.revoked_by, d.revoked_at,
                          array_agg(n.node_id order by n.node_id) filter (where n.one) as one,
                          array_agg(n.node_id order by n.node_id) filter (where not n.one) as other
                        from decision d join decision_node n on n.decision = d.id
                        where d.id = $1 group by d.id
                        """)
                .execute(Tuple.of(id))
                .map(
                        rows ->
                                rows.iterator().hasNext()
                                        ? Optional.of(standing(id, rows.iterator().next()))
                                        : Optional.empty());
    }

    private static Stewardship.Standing standing(String id, Row row) {
        OffsetDateTime revoked = row.getOffsetDateTime("revoked_at");
        return new Stewardship.Standing(
                id,
                row.getBoolean("same"),
                List.of(row.getArrayOfStrings("one")),
                List.of(row.getArrayOfStrings("other")),
                row.getString("reason"),
                row.getString("decided_by"),
                row.getOffsetDateTime("decided_at").toInstant(),
                row.getString("revoked_by"),
                revoked == null ? null : revoked.toInstant());
    }

    Uni<List<String>> nodesOf(SqlClient client, String decision) {
        return client.preparedQuery("select node_id from decision_node where decision = $1")
                .execute(Tuple.of(decision))
                .map(
                        rows -> {
                            List<String> nodes = new ArrayList<>();
                            rows.forEach(row -> nodes.add(row.getString(0)));
                            return nodes;
                        });
    }

    /**
     * Decisions in force that go when this pair is decided about: reviews by which just these are
     * two; and if they are two, all by which they are one.
     */
    Uni<List<String>> aboutPair(SqlClient client, String one, String other, boolean same) {
        return client.preparedQuery(
                        """
                        select d.id from decision d
                        join decision_node a on a.decision = d.id and a.node_id = $1
                        join decision_node b on b.decision = d.id and b.node_id = $2
                        where d.revoked_at is null and a.one <> b.one
                        and case when d.same then not $3 else
                          (select count(*) from decision_node where decision = d.id) = 2 end
                        """)
                .execute(Tuple.of(one, other, same))
                .map(
                        rows -> {
                            List<String> ids = new ArrayList<>();
                            rows.forEach(row -> ids.add(row.getString(0)));
                            return ids;
                        });
    }

    Uni<Optional<Weighed>> link(SqlClient client, String one, String other) {
        return client.preparedQuery(
                        "select one, other, weight, model from link where one = $1 and other = $2")
                .execute(Tuple.of(one, other))
                .map(
                        rows ->
                                rows.iterator().hasNext()
                                        ? Optional.of(weighed(rows.iterator().next()))
                                        : Optional.empty());
    }

    /** All links of nodes of this cluster, the heaviest first. */
    Uni<List<Weighed>> links(SqlClient client, String profileId, String component) {
        return client.preparedQuery(
                        """
                        select l.one, l.other, l.weight, l.model from link l
                        where l.one in (select id from node where component = $2 and profile_id = $1)
                        or l.other in (select id from node where component = $2 and profile_id = $1)
                        order by l.weight desc, l.one, l.other
                        """)
                .execute(Tuple.of(profileId, component))
                .map(StewardTable::weighed);
    }

    /**
     * Links between two clusters that no steward has decided about, and of which neither is barred,
     * the heaviest first.
     *
     * @param after the last one seen; null for the first
     */
    Uni<List<Weighed>> open(SqlClient client, Link after, int most) {
        return client.preparedQuery(
                        """
                        with apart as (
                          select distinct a.profile_id as one, b.profile_id as other
                          from decision d
                          join decision_node x on x.decision = d.id and x.one
                          join decision_node y on y.decision = d.id and not y.one
                          join node a on a.id = x.node_id join node b on b.id = y.node_id
                          where d.revoked_at is null and not d.same),
                        barred as (
                          select distinct n.profile_id from barred_node b join node n on n.id = b.node_id
                          where b.bar is not null)
                        select l.one, l.other, l.weight, l.model
                        from link l join node a on a.id = l.one join node b on b.id = l.other
                        where l.open
                        and ($1::int is null or (l.weight, l.one, l.other) < ($1::int, $2::text, $3::text))
                        and not exists (select from apart
                          where apart.one = a.profile_id and apart.other = b.profile_id
                          or apart.other = a.profile_id and apart.one = b.profile_id)
                        and not exists (select from barred
                          where barred.profile_id in (a.profile_id, b.profile_id))
                        order by l.weight desc, l.one desc, l.other desc limit $4
                        """)
                .execute(
                        Tuple.of(
                                after == null ? null : after.weight(),
                                after == null ? null : after.one(),
                                after == null ? null : after.other(),
                                most))
                .map(StewardTable::weighed);
    }

    private static List<Weighed> weighed(Iterable<Row> rows) {
        List<Weighed> links = new ArrayList<>();
        rows.forEach(row -> links.add(weighed(row)));
        return links;
    }

    private static Weighed weighed(Row row) {
        return new Weighed(
                new Link(row.getString(0), row.getString(1), row.getInteger(2)), row.getString(3));
    }

    Uni<List<Stewardship.Full>> full(SqlClient client, int most) {
        return client.preparedQuery(
                        """
                        select profile_id, full_since from cluster
                        where full_since is not null and not ended
                        order by full_since desc, profile_id limit $1
                        """)
                .execute(Tuple.of(most))
                .map(
                        rows -> {
                            List<Stewardship.Full> full = new ArrayList<>();
                            rows.forEach(
                                    row ->
                                            full.add(
                                                    new Stewardship.Full(
                                                            row.getString(0),
                                                            row.getOffsetDateTime(1).toInstant())));
                            return full;
                        });
    }
}
