package org.purposecdp.activation.destination;

import java.util.List;

import jakarta.inject.Singleton;

import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;

import org.purposecdp.activation.definition.Definitions;
import org.purposecdp.activation.definition.Stored;

/** The destinations on file. */
@Singleton
public class Destinations extends Definitions<Destination, DestinationEntity> {
    private final Pool pool;

    Destinations(Pool pool) {
        super("destination", DestinationEntity.class, Destination.class);
        this.pool = pool;
    }

    @Override
    protected Destination completed(Destination body, Destination before) {
        if (body.secret() != null) {
            return body;
        }
        return body.withSecret(before == null ? Destination.newSecret() : before.secret());
    }

    @WithSession
    public Uni<List<Stored<Destination>>> enabled() {
        return list("disabledAt is null").map(all -> all.stream().map(this::stored).toList());
    }

    /**
     * The receiver has answered that it wants no more. What is queued is suppressed. By the pool:
     * the answer comes on the context of a send, which is no request's own.
     */
    public Uni<Void> disable(String id) {
        return pool.preparedQuery("update destination set disabled_at = now() where id = $1")
                .execute(Tuple.of(id))
                .replaceWithVoid();
    }
}
