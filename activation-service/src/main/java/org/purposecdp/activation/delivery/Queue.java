package org.purposecdp.activation.delivery;

import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Function;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import org.purposecdp.contracts.json.Json;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Where deliveries are put until the gate is asked. */
@ApplicationScoped
public class Queue {
    /** What was queued for a profile that has ended is taken over by its successor. */
    private static final String ADD =
            """
            insert into delivery (id, activation, destination, purpose, profile_id, node_id, cause,
                record_id, event, category, properties, rule_inputs)
            select * from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[],
                $6::text[], $7::text[], $8::text[], $9::text[], $10::text[], $11::text[],
                $12::text[])
            on conflict (id) do update
            set profile_id = excluded.profile_id, state = 'QUEUED', reason = null, next_at = now(),
                finished_at = null, unpublished = false
            where delivery.state = 'SUPPRESSED' and delivery.reason = 'PROFILE_ENDED'
                and delivery.profile_id <> excluded.profile_id
            """;

    private static final String RELEASE =
            """
            update delivery set waiting = false, next_at = now()
            where waiting and profile_id = any($1)
            """;

    public Uni<Void> add(SqlConnection tx, Collection<NewDelivery> deliveries) {
        if (deliveries.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        TreeMap<String, NewDelivery> distinct = new TreeMap<>();
        deliveries.forEach(delivery -> distinct.put(delivery.key(), delivery));
        List<NewDelivery> rows = List.copyOf(distinct.values());
        return tx.preparedQuery(ADD)
                .execute(
                        Tuple.tuple()
                                .addValue(texts(rows, NewDelivery::id))
                                .addValue(texts(rows, NewDelivery::activation))
                                .addValue(texts(rows, NewDelivery::destination))
                                .addValue(texts(rows, NewDelivery::purpose))
                                .addValue(texts(rows, NewDelivery::profileId))
                                .addValue(texts(rows, NewDelivery::nodeId))
                                .addValue(texts(rows, NewDelivery::cause))
                                .addValue(texts(rows, NewDelivery::recordId))
                                .addValue(texts(rows, NewDelivery::event))
                                .addValue(texts(rows, Queue::category))
                                .addValue(texts(rows, row -> json(row.properties())))
                                .addValue(texts(rows, row -> json(row.inputs()))))
                .replaceWithVoid();
    }

    /**
     * What waited for a newer copy of these profiles is due again.
     *
     * @return whether anything did
     */
    public Uni<Boolean> release(SqlClient client, Collection<String> profileIds) {
        return client.preparedQuery(RELEASE)
                .execute(Tuple.tuple().addValue(profileIds.toArray(String[]::new)))
                .map(released -> released.rowCount() > 0);
    }

    private static String[] texts(List<NewDelivery> rows, Function<NewDelivery, String> column) {
        return rows.stream().map(column).toArray(String[]::new);
    }

    private static String category(NewDelivery row) {
        return row.category() == null ? null : row.category().name();
    }

    private static String json(Object value) {
        return value == null ? null : new String(Json.bytes(value), UTF_8);
    }
}
