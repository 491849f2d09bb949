package org.purposecdp.identity.topic;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;

import org.purposecdp.contracts.json.Json;
import org.purposecdp.identity.source.Revision;

import static java.nio.charset.StandardCharsets.UTF_8;

/** The topics on file. */
@ApplicationScoped
class SourceTopicTable {
    private final Pool pool;

    SourceTopicTable(Pool pool) {
        this.pool = pool;
    }

    record Stored(String source, SourceTopic topic, Revision revision) {}

    Uni<List<Stored>> all() {
        return pool.preparedQuery("select * from source_topic order by source")
                .execute()
                .map(
                        rows -> {
                            List<Stored> all = new ArrayList<>();
                            rows.forEach(row -> all.add(stored(row)));
                            return all;
                        });
    }

    Uni<Optional<Stored>> of(String source) {
        return pool.preparedQuery("select * from source_topic where source = $1")
                .execute(Tuple.of(source))
                .map(
                        rows ->
                                rows.size() == 0
                                        ? Optional.empty()
                                        : Optional.of(stored(rows.iterator().next())));
    }

    /** False when the source has one, or the topic is another's. */
    Uni<Boolean> create(String source, SourceTopic topic) {
        return pool.preparedQuery(
                        """
                        insert into source_topic (source, topic, description, version)
                        values ($1, $2, $3, 1) on conflict do nothing
                        """)
                .execute(Tuple.of(source, topic.topic(), text(topic)))
                .map(rows -> rows.rowCount() == 1);
    }

    /** False when it is another version by now, or the topic is another's. */
    Uni<Boolean> change(String source, SourceTopic topic, Revision revision) {
        return pool.preparedQuery(
                        """
                        update source_topic set topic = $2, description = $3, version = version + 1
                        where source = $1 and version = $4 and not exists (
                          select from source_topic other
                          where other.topic = $2 and other.source <> $1)
                        """)
                .execute(Tuple.of(source, topic.topic(), text(topic), revision.number()))
                .map(rows -> rows.rowCount() == 1);
    }

    Uni<Void> end(String source) {
        return pool.preparedQuery("delete from source_topic where source = $1")
                .execute(Tuple.of(source))
                .replaceWithVoid();
    }

    private static Stored stored(Row row) {
        return new Stored(
                row.getString("source"),
                Json.parse(row.getString("description").getBytes(UTF_8), SourceTopic.class),
                new Revision(row.getLong("version")));
    }

    private static String text(SourceTopic topic) {
        return new String(Json.bytes(topic), UTF_8);
    }
}
