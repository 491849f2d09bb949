package org.purposecdp.activation.destination;

import java.util.List;

import jakarta.inject.Singleton;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;

import org.purposecdp.activation.definition.Definitions;
import org.purposecdp.activation.definition.Stored;

/** The destinations on file. */
@Singleton
public class Destinations extends Definitions<Destination> {
    private final Pool pool;

    Destinations(Pool pool) {
        super(pool, "destination", Destination.class);
        this.pool = pool;
    }

    /** Putting it again takes a disabled destination back into use. */
    @Override
    protected String updateSql() {
        return """
                update destination
                set revision = $2, body = $3, disabled_at = null, updated_at = now() where id = $1
                """;
    }

    @Override
    protected Destination completed(Destination body, Destination before) {
        if (body.secret() != null) {
            return body;
        }
        return body.withSecret(before == null ? Destination.newSecret() : before.secret());
    }

    public Uni<List<Stored<Destination>>> enabled() {
        return pool.query("select id, revision, body from destination where disabled_at is null")
                .execute()
                .map(this::list);
    }

    /** The receiver has answered that it wants no more. What is queued is suppressed. */
    public Uni<Void> disable(String id) {
        return pool.withTransaction(
                tx ->
                        tx.preparedQuery("update destination set disabled_at = now() where id = $1")
                                .execute(Tuple.of(id))
                                .replaceWithVoid());
    }
}
