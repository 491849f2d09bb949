package org.purposecdp.activation.destination;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import jakarta.inject.Singleton;
import jakarta.persistence.LockModeType;

import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import org.jboss.logging.Logger;

import org.purposecdp.activation.definition.Definitions;
import org.purposecdp.activation.definition.Put;
import org.purposecdp.contracts.identifier.Pseudonyms;
import org.purposecdp.contracts.json.Json;
import org.purposecdp.kit.secret.WebhookSecret;

import static java.nio.charset.StandardCharsets.UTF_8;

/** The destinations on file; their secrets are sealed under a key of the service's. */
@Singleton
public class Destinations extends Definitions<Destination, DestinationEntity> {
    private static final Logger LOG = Logger.getLogger(Destinations.class);

    private static final String RECEIVERS =
            """
            select id, body, secret, former_secret, former_until from destination
            where disabled_at is null and secret is not null
            """;

    private final Pool pool;
    private final Secrets secrets;

    Destinations(Pool pool, Pseudonyms pseudonyms) {
        super("destination", DestinationEntity.class, Destination.class);
        this.pool = pool;
        this.secrets = new Secrets(pseudonyms.derived("destination secrets"));
    }

    /**
     * @param secret the one that signs from now on
     * @param until the one before signs beside it; null where there was none
     */
    record Renewed(WebhookSecret secret, Instant until) {}

    /**
     * @param secret to be told: null unless this made it
     */
    record Filed(Put<Destination> put, WebhookSecret secret) {}

    /**
     * @param given null to keep the one there is, or to have one made
     */
    @WithTransaction
    Uni<Filed> file(String id, String ifMatch, Destination destination, WebhookSecret given) {
        return put(
                        id,
                        ifMatch,
                        destination,
                        (found, before) -> given == null || secrets.isOf(id, found, given))
                .chain(
                        put ->
                                locked(id)
                                        .map(found -> secrets.sign(id, found, given, Instant.now()))
                                        .map(secret -> new Filed(put, secret)));
    }

    /**
     * The same once more changes nothing.
     *
     * @param formerHolds how long the one before goes on signing
     */
    @WithTransaction
    Uni<Renewed> renew(String id, WebhookSecret secret, Duration formerHolds) {
        return locked(id)
                .onItem()
                .ifNull()
                .failWith(this::unknown)
                .invoke(found -> secrets.renew(id, found, secret, formerHolds, Instant.now()))
                .map(found -> new Renewed(secret, found.formerUntil()));
    }

    private Uni<DestinationEntity> locked(String id) {
        return findById(id, LockModeType.PESSIMISTIC_WRITE);
    }

    /** Those that want deliveries. */
    public Uni<List<Receiver>> receivers() {
        return pool.query(RECEIVERS).execute().map(this::receivers);
    }

    /** As it stands now; nothing where it wants none or is gone. */
    public Uni<Optional<Receiver>> receiver(SqlClient tx, String id) {
        return tx.preparedQuery(RECEIVERS + " and id = $1")
                .execute(Tuple.of(id))
                .map(this::receivers)
                .map(found -> found.stream().findFirst());
    }

    private List<Receiver> receivers(RowSet<Row> rows) {
        List<Receiver> receivers = new ArrayList<>();
        for (Row row : rows) {
            try {
                receivers.add(receiver(row));
            } catch (IllegalStateException e) {
                LOG.errorf(
                        "the secret of destination %s cannot be opened; nothing is sent there until"
                                + " it is given a new one",
                        row.getString("id"));
            }
        }
        return receivers;
    }

    private Receiver receiver(Row row) {
        String id = row.getString("id");
        Buffer former = row.getBuffer("former_secret");
        OffsetDateTime until = row.getOffsetDateTime("former_until");
        return new Receiver(
                id,
                Json.parse(row.getString("body").getBytes(UTF_8), Destination.class),
                secrets.signing(
                        id,
                        row.getBuffer("secret").getBytes(),
                        former == null ? null : former.getBytes(),
                        until == null ? null : until.toInstant(),
                        Instant.now()));
    }

    @Override
    protected Uni<List<String>> referring(String id) {
        return activationsWhere("destination", id);
    }

    /** What an activation queued for it before it was sent elsewhere. */
    @Override
    protected Uni<Void> left(String id) {
        return run(
                """
                update delivery set state = 'SUPPRESSED', reason = 'DESTINATION_DELETED',
                    waiting = false, finished_at = now(), unpublished = true
                where destination = ?1 and state = 'QUEUED'
                """,
                id);
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
