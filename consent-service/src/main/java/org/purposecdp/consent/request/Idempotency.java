package org.purposecdp.consent.request;

import java.time.Period;
import java.util.function.Function;
import java.util.function.Supplier;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import org.purposecdp.consent.problem.ConsentProblem;
import org.purposecdp.contracts.json.Json;
import org.purposecdp.kit.problem.ProblemException;
import org.purposecdp.kit.retention.OldRows;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Runs a creating request once for each Idempotency-Key of a client, in one transaction. */
@ApplicationScoped
public class Idempotency {
    /** Longer than any client goes on repeating a request. */
    private static final Period KEPT = Period.ofDays(14);

    private final Pool pool;
    private final Identifiers identifiers;

    Idempotency(Pool pool, Identifiers identifiers) {
        this.pool = pool;
        this.identifiers = identifiers;
    }

    /**
     * @param client whose key it is
     * @param key null for none
     * @param work must not be cut short when the caller goes away, and is not
     */
    public <T> Uni<T> once(
            String client,
            String key,
            Object request,
            Class<T> type,
            Function<SqlConnection, Uni<T>> work) {
        Uni<T> run =
                pool.withTransaction(
                        tx ->
                                key == null
                                        ? work.apply(tx)
                                        : keyed(tx, client, key, digest(request), type, work));
        return shielded(() -> run);
    }

    private <T> Uni<T> keyed(
            SqlConnection tx,
            String client,
            String key,
            String request,
            Class<T> type,
            Function<SqlConnection, Uni<T>> work) {
        return tx.preparedQuery(
                        "insert into idempotency (client, key, request) values ($1, $2, $3)"
                                + " on conflict do nothing")
                .execute(Tuple.of(client, key, request))
                .flatMap(
                        inserted ->
                                inserted.rowCount() == 0
                                        ? earlier(tx, client, key, request, type, work)
                                        : work.apply(tx)
                                                .call(result -> keep(tx, client, key, result)));
    }

    /** One that has just been forgotten was never used. */
    private <T> Uni<T> earlier(
            SqlConnection tx,
            String client,
            String key,
            String request,
            Class<T> type,
            Function<SqlConnection, Uni<T>> work) {
        return tx.preparedQuery(
                        "select request, result from idempotency where client = $1 and key = $2")
                .execute(Tuple.of(client, key))
                .flatMap(
                        rows ->
                                rows.size() == 0
                                        ? keyed(tx, client, key, request, type, work)
                                        : Uni.createFrom()
                                                .item(
                                                        result(
                                                                rows.iterator().next(),
                                                                request,
                                                                type)));
    }

    private static <T> T result(Row row, String request, Class<T> type) {
        if (!row.getString("request").equals(request)) {
            throw new ProblemException(
                    ConsentProblem.IDEMPOTENCY_KEY_REUSED, "use a new key for a new request");
        }
        return Json.parse(row.getString("result").getBytes(UTF_8), type);
    }

    private static Uni<Void> keep(SqlConnection tx, String client, String key, Object result) {
        return tx.preparedQuery("update idempotency set result = $3 where client = $1 and key = $2")
                .execute(Tuple.of(client, key, new String(Json.bytes(result), UTF_8)))
                .replaceWithVoid();
    }

    private String digest(Object request) {
        return identifiers.pseudonym("request", new String(Json.bytes(request), UTF_8));
    }

    @Scheduled(every = "1h", delayed = "5m")
    Uni<Void> forgetOld() {
        return new OldRows(pool, "idempotency", "created_at", KEPT).delete();
    }

    /** A pool connection leaks when a caller's hanging up cancels a write (quarkus#51576). */
    private static <T> Uni<T> shielded(Supplier<Uni<T>> work) {
        return Uni.createFrom()
                .emitter(emitter -> work.get().subscribe().with(emitter::complete, emitter::fail));
    }
}
