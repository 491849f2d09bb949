package org.purposecdp.kit.state;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import org.purposecdp.contracts.topic.Topic;

/**
 * How far a state topic is applied, in the table {@code state_offset(topic, partition, next)},
 * which several instances write and none sets back. A key whose state cannot be read is blocked by
 * the offset of that state until one from there on is applied, by whichever instance: so the table
 * of the keys has {@code state_partition, applied_at, blocked_at} and {@code blocked}, worked out
 * of them.
 */
public final class StateOffsets {
    private static final String WRITE =
            """
            insert into state_offset (topic, partition, next)
            select $1, * from unnest($2::int[], $3::bigint[])
            on conflict (topic, partition)
            do update set next = greatest(state_offset.next, excluded.next)
            """;

    private final String topic;
    private final String read;

    /**
     * @param table of the keys
     */
    public StateOffsets(Topic topic, String table) {
        this.topic = topic.topicName();
        this.read =
                """
                select o.partition, least(o.next, b.at) from state_offset o
                left join (select state_partition, min(blocked_at) as at from %s
                    where blocked group by state_partition) b on b.state_partition = o.partition
                where o.topic = $1
                """
                        .formatted(table);
    }

    /** Where an instance begins: a newer version of the service may read what blocks a key. */
    public Uni<Map<Integer, Long>> read(SqlClient client) {
        return client.preparedQuery(read)
                .execute(Tuple.of(topic))
                .map(
                        rows -> {
                            Map<Integer, Long> next = new HashMap<>();
                            rows.forEach(row -> next.put(row.getInteger(0), row.getLong(1)));
                            return next;
                        });
    }

    public Uni<Void> write(SqlConnection tx, Map<Integer, Long> next) {
        List<Integer> partitions = next.keySet().stream().sorted().toList();
        return tx.preparedQuery(WRITE)
                .execute(
                        Tuple.of(
                                topic,
                                partitions.toArray(Integer[]::new),
                                partitions.stream().map(next::get).toArray(Long[]::new)))
                .replaceWithVoid();
    }
}
