package org.purposecdp.activation.definition;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import org.purposecdp.contracts.json.Json;
import org.purposecdp.kit.problem.CommonProblem;
import org.purposecdp.kit.problem.ProblemException;

import static java.nio.charset.StandardCharsets.UTF_8;

/** A table of definitions: {@code (id, revision, body)}. */
public class Definitions<T> {
    private static final String ID = "[a-z0-9][a-z0-9_.-]{0,99}";

    private final Pool pool;
    private final String table;
    private final Class<T> type;

    protected Definitions(Pool pool, String table, Class<T> type) {
        this.pool = pool;
        this.table = table;
        this.type = type;
    }

    /**
     * Idempotent; a change needs the current ETag.
     *
     * @throws ProblemException INVALID_VALUE, PRECONDITION_FAILED
     */
    public Uni<Put<T>> put(String id, String ifMatch, T body) {
        if (!id.matches(ID)) {
            throw new ProblemException(CommonProblem.INVALID_VALUE, "an id is " + ID);
        }
        return pool.withTransaction(tx -> put(tx, id, ifMatch, body));
    }

    private Uni<Put<T>> put(SqlConnection tx, String id, String ifMatch, T body) {
        return tx.preparedQuery(
                        "select id, revision, body from " + table + " where id = $1 for update")
                .execute(Tuple.of(id))
                .map(this::first)
                .chain(
                        found ->
                                found.isEmpty()
                                        ? create(tx, id, ifMatch, completed(body, null))
                                        : change(tx, found.get(), ifMatch, body));
    }

    private Uni<Put<T>> create(SqlConnection tx, String id, String ifMatch, T body) {
        if (ifMatch != null) {
            throw changed("it does not exist yet; send no If-Match");
        }
        return tx.preparedQuery(
                        "insert into "
                                + table
                                + " (id, revision, body) values ($1, 1, $2) on conflict do nothing")
                .execute(Tuple.of(id, text(body)))
                .map(
                        rows -> {
                            if (rows.rowCount() == 0) {
                                throw changed("it was made at the same moment; read it");
                            }
                            return new Put<>(new Stored<>(id, 1, body), true);
                        });
    }

    private Uni<Put<T>> change(SqlConnection tx, Stored<T> before, String ifMatch, T body) {
        T next = completed(body, before.body());
        if (ifMatch != null && !ifMatch.equals(before.etag())) {
            throw changed("If-Match is not the current ETag " + before.etag());
        }
        boolean same = next.equals(before.body());
        if (!same && ifMatch == null) {
            throw changed("it exists and differs; send If-Match with its ETag");
        }
        long revision = same ? before.revision() : before.revision() + 1;
        return tx.preparedQuery(updateSql())
                .execute(Tuple.of(before.id(), revision, text(next)))
                .replaceWith(new Put<>(new Stored<>(before.id(), revision, next), false));
    }

    protected String updateSql() {
        return "update "
                + table
                + " set revision = $2, body = $3, updated_at = now() where id = $1";
    }

    /** Fills in what the platform supplies. */
    protected T completed(T body, T before) {
        return body;
    }

    public Uni<Optional<Stored<T>>> find(String id) {
        return pool.preparedQuery("select id, revision, body from " + table + " where id = $1")
                .execute(Tuple.of(id))
                .map(this::first);
    }

    /**
     * @throws ProblemException NOT_FOUND
     */
    public Uni<Stored<T>> get(String id) {
        return find(id).map(
                        found ->
                                found.orElseThrow(
                                        () ->
                                                new ProblemException(
                                                        CommonProblem.NOT_FOUND,
                                                        "there is no " + table + " of that id")));
    }

    public Uni<List<Stored<T>>> all(SqlClient client) {
        return client.preparedQuery("select id, revision, body from " + table + " order by id")
                .execute()
                .map(this::list);
    }

    protected List<Stored<T>> list(RowSet<Row> rows) {
        List<Stored<T>> found = new ArrayList<>();
        rows.forEach(row -> found.add(stored(row)));
        return found;
    }

    private Optional<Stored<T>> first(RowSet<Row> rows) {
        return list(rows).stream().findFirst();
    }

    private Stored<T> stored(Row row) {
        return new Stored<>(
                row.getString("id"),
                row.getLong("revision"),
                Json.parse(row.getString("body").getBytes(UTF_8), type));
    }

    private static String text(Object body) {
        return new String(Json.bytes(body), UTF_8);
    }

    private static ProblemException changed(String detail) {
        return new ProblemException(CommonProblem.PRECONDITION_FAILED, detail);
    }
}
