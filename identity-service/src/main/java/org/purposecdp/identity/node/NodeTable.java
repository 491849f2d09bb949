package org.purposecdp.identity.node;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.jboss.logging.Logger;

import org.purposecdp.contracts.cluster.ClusterState;
import org.purposecdp.identity.cluster.Membership;
import org.purposecdp.identity.matching.Person;

import static org.purposecdp.identity.node.Columns.column;
import static org.purposecdp.identity.node.Columns.each;

/** The statements over nodes, and the clusters they are in: each for a whole batch. */
final class NodeTable {
    /** Any constant: it only has to be the same in every instance. */
    private static final long RECUT_LOCK = 0x1de4717;

    /** Far longer than cutting the largest step of a rebuild takes between two statements. */
    private static final String LONGEST_SILENCE = "60s";

    private static final Logger LOG = Logger.getLogger(NodeTable.class);

    private final Pool pool;

    NodeTable(Pool pool) {
        this.pool = pool;
    }

    /**
     * Held until the transaction ends: components are cut one after another. All that is read for
     * it has an index that serves it, so no statement is planned anew for the values of the day;
     * planning what is around a component takes ten times as long as reading it. Sequential scans
     * are off because such a plan would stay when the table has grown, and so is compiling: all
     * others wait for it. Who holds the lock and is heard of no more (a machine that stands still,
     * a network that was cut) loses it after a while.
     */
    Uni<Void> lock(SqlConnection tx) {
        return tx.preparedQuery(
                        """
                        select pg_advisory_xact_lock($1),
                               set_config('plan_cache_mode', 'force_generic_plan', true),
                               set_config('enable_seqscan', 'off', true),
                               set_config('jit', 'off', true),
                               set_config('idle_in_transaction_session_timeout', $2, true)
                        """)
                .execute(Tuple.of(RECUT_LOCK, LONGEST_SILENCE))
                .replaceWithVoid();
    }

    Uni<Long> count(SqlClient client) {
        return client.preparedQuery("select count(*) from node")
                .execute()
                .map(rows -> rows.iterator().next().getLong(0));
    }

    /** What nodes that are not barred say of their persons, by id, after the given one. */
    Uni<Map<String, Person>> persons(SqlClient client, String after, int most) {
        return client.preparedQuery(
                        """
                        select id, person from node n
                        where id > $1 and person is not null and %s order by id limit $2
                        """
                                .formatted(BarTable.FREE))
                .execute(Tuple.of(after, most))
                .map(
                        rows -> {
                            Map<String, Person> persons = new LinkedHashMap<>();
                            rows.forEach(
                                    row ->
                                            persons.put(
                                                    row.getString(0),
                                                    PersonText.read(row.getString(1))));
                            return persons;
                        });
    }

    /**
     * Nodes, and all that is known of them but what was decided, and their versions.
     *
     * @param keys of any of them
     */
    Uni<Void> delete(SqlConnection tx, Set<String> nodeIds, Set<Long> keys) {
        return tx.preparedQuery(
                        """
                        delete from node_key k using node n
                        where k.key = any($1) and n.id = any($2) and k.node = n.no
                        """)
                .execute(
                        Tuple.tuple()
                                .addValue(keys.toArray(Long[]::new))
                                .addValue(nodeIds.toArray(String[]::new)))
                .chain(
                        () ->
                                each(
                                        tx,
                                        "delete from link where one = any($1) or other = any($1)",
                                        nodeIds))
                .chain(
                        () ->
                                each(
                                        tx,
                                        "delete from node_identifier where node_id = any($1)",
                                        nodeIds))
                .chain(
                        () ->
                                each(
                                        tx,
                                        """
                                        with gone as (
                                          delete from node where id = any($1) returning id, version)
                                        insert into former_node select * from gone
                                        on conflict (id) do update set version = excluded.version
                                        """,
                                        nodeIds));
    }

    Uni<Void> move(SqlConnection tx, Map<String, Membership> moved) {
        if (moved.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        List<String> ids = List.copyOf(moved.keySet());
        return tx.preparedQuery(
                        """
                        update node set profile_id = moved.profile_id, version = moved.version,
                                        verified_group = moved.verified_group
                        from unnest($1::text[], $2::text[], $3::bigint[], $4::text[])
                             as moved (id, profile_id, version, verified_group)
                        where node.id = moved.id
                        """)
                .execute(
                        Tuple.tuple()
                                .addValue(ids.toArray(String[]::new))
                                .addValue(column(ids, id -> moved.get(id).profileId()))
                                .addValue(
                                        ids.stream()
                                                .map(id -> moved.get(id).version())
                                                .toArray(Long[]::new))
                                .addValue(column(ids, id -> moved.get(id).group())))
                .replaceWithVoid();
    }

    Uni<Void> storeClusters(SqlConnection tx, List<ClusterState> states) {
        if (states.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return tx.preparedQuery(
                        """
                        insert into cluster (profile_id, version, ended)
                        select * from unnest($1::text[], $2::bigint[], $3::boolean[])
                        on conflict (profile_id) do update
                        set version = excluded.version, ended = excluded.ended
                        """)
                .execute(
                        Tuple.tuple()
                                .addValue(column(states, ClusterState::profileId))
                                .addValue(
                                        states.stream()
                                                .map(ClusterState::version)
                                                .toArray(Long[]::new))
                                .addValue(
                                        states.stream()
                                                .map(ClusterState::ended)
                                                .toArray(Boolean[]::new)))
                .replaceWithVoid();
    }

    /** Told once of each: a steward looks who is in it. */
    Uni<Void> storeFull(SqlConnection tx, Set<String> profileIds) {
        if (profileIds.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return tx.preparedQuery(
                        """
                        update cluster set full_since = now()
                        where profile_id = any($1) and full_since is null returning profile_id
                        """)
                .execute(Tuple.tuple().addValue(profileIds.toArray(String[]::new)))
                .invoke(
                        rows ->
                                rows.forEach(
                                        row ->
                                                LOG.warnf(
                                                        "cluster %s is full: others do not join it,"
                                                                + " see GET /v1/reviews/full",
                                                        row.getString("profile_id"))))
                .replaceWithVoid();
    }
}
