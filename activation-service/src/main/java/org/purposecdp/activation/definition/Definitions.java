package org.purposecdp.activation.definition;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import jakarta.persistence.LockModeType;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;

import org.purposecdp.contracts.json.Json;
import org.purposecdp.contracts.text.Shape;
import org.purposecdp.kit.problem.CommonProblem;
import org.purposecdp.kit.problem.ProblemException;

import static java.nio.charset.StandardCharsets.UTF_8;

/** The definitions of a kind: {@code (id, revision, body)}. */
public abstract class Definitions<T, E extends DefinitionEntity>
        implements PanacheRepositoryBase<E, String> {
    private static final String ID = "[a-z0-9][a-z0-9_.-]{0,99}";
    private static final Shape OF_ID = Shape.of(100, ID);

    private final String table;
    private final String insertIfAbsent;
    private final Class<T> type;

    protected Definitions(String table, Class<E> entity, Class<T> type) {
        this.table = table;
        this.insertIfAbsent =
                """
                insert into %s (id, revision, body, updatedAt) values (:id, 1, :body, :at)
                on conflict (id) do nothing
                """
                        .formatted(entity.getSimpleName());
        this.type = type;
    }

    /** Looks at the one on file before anything is told of it. */
    public interface Look<E, T> {
        /**
         * @return whether nothing changes beside the body
         * @throws ProblemException when the caller may not know or change it
         */
        boolean same(E found, T before);
    }

    /**
     * Idempotent; a change needs the current ETag. Of two that make one at once the second waits
     * for the first and finds its row; the lock keeps that row from changing between the look at
     * its revision and the write.
     *
     * @throws ProblemException INVALID_VALUE, PRECONDITION_FAILED
     */
    @WithTransaction
    public Uni<Put<T>> put(String id, String ifMatch, T body, Look<E, T> look) {
        if (!OF_ID.fits(id)) {
            throw new ProblemException(CommonProblem.INVALID_VALUE, "an id is " + ID);
        }
        return make(id, ifMatch, body)
                .chain(made -> made ? made(id) : change(id, ifMatch, body, look));
    }

    /** Nothing where If-Match says that it must be there already. */
    private Uni<Boolean> make(String id, String ifMatch, T body) {
        if (ifMatch != null) {
            return Uni.createFrom().item(false);
        }
        return getSession()
                .chain(
                        session ->
                                session.createMutationQuery(insertIfAbsent)
                                        .setParameter("id", id)
                                        .setParameter("body", text(body))
                                        .setParameter("at", Instant.now())
                                        .executeUpdate())
                .map(rows -> rows == 1);
    }

    private Uni<Put<T>> made(String id) {
        return findById(id).map(made -> new Put<>(stored(made), true));
    }

    private Uni<Put<T>> change(String id, String ifMatch, T body, Look<E, T> look) {
        return findById(id, LockModeType.PESSIMISTIC_WRITE)
                .onItem()
                .ifNull()
                .failWith(() -> changed("it does not exist yet; send no If-Match"))
                .invoke(found -> change(found, ifMatch, body, look))
                .call(this::flush)
                .map(found -> new Put<>(stored(found), false));
    }

    private void change(E found, String ifMatch, T body, Look<E, T> look) {
        Stored<T> before = stored(found);
        boolean beside = look.same(found, before.body());
        boolean same = body.equals(before.body());
        if (ifMatch != null && !ifMatch.equals(before.etag())) {
            throw changed("If-Match is not the current ETag " + before.etag());
        }
        if (!(same && beside) && ifMatch == null) {
            throw changed("it exists and differs; send If-Match with its ETag");
        }
        found.put(same ? found.body() : text(body));
    }

    /**
     * @throws ProblemException NOT_FOUND, IF_MATCH_NEEDED, PRECONDITION_FAILED, CONFLICT
     */
    @WithTransaction
    public Uni<Void> delete(String id, String ifMatch, Look<E, T> look) {
        return findById(id, LockModeType.PESSIMISTIC_WRITE)
                .onItem()
                .ifNull()
                .failWith(this::unknown)
                .invoke(found -> requireCurrent(stored(found), found, ifMatch, look))
                .call(() -> referring(id).invoke(this::requireNone))
                .call(this::delete)
                .call(() -> left(id))
                .replaceWithVoid();
    }

    private void requireCurrent(Stored<T> stored, E found, String ifMatch, Look<E, T> look) {
        look.same(found, stored.body());
        if (ifMatch == null) {
            throw new ProblemException(
                    CommonProblem.IF_MATCH_NEEDED, "send If-Match with the ETag of what goes");
        }
        if (!ifMatch.equals(stored.etag())) {
            throw changed("If-Match is not the current ETag " + stored.etag());
        }
    }

    private void requireNone(List<String> referring) {
        if (!referring.isEmpty()) {
            throw new ProblemException(
                    CommonProblem.CONFLICT,
                    "activations refer to this " + table + "; delete or change them first",
                    Map.of("activations", referring));
        }
    }

    /** Ids of the activations that name it, a few of them. */
    protected Uni<List<String>> referring(String id) {
        return Uni.createFrom().item(List.of());
    }

    /** What goes with it. */
    protected Uni<Void> left(String id) {
        return Uni.createFrom().voidItem();
    }

    /**
     * @param field of an activation's body
     */
    protected Uni<List<String>> activationsWhere(String field, String id) {
        return getSession()
                .chain(
                        session ->
                                session.createNativeQuery(
                                                "select id from activation where cast(body as"
                                                        + " jsonb) ->> '"
                                                        + field
                                                        + "' = ?1 order by id limit 20",
                                                String.class)
                                        .setParameter(1, id)
                                        .getResultList());
    }

    /**
     * @param sql with the id as its one parameter
     */
    protected Uni<Void> run(String sql, String id) {
        return getSession()
                .chain(
                        session ->
                                session.createNativeQuery(sql).setParameter(1, id).executeUpdate())
                .replaceWithVoid();
    }

    /** Until the end of the transaction it stays as it is. */
    public Uni<Optional<Stored<T>>> held(String id) {
        return findById(id, LockModeType.PESSIMISTIC_READ)
                .map(found -> Optional.ofNullable(found).map(this::stored));
    }

    @WithSession
    public Uni<Optional<Stored<T>>> ofId(String id) {
        return findById(id).map(found -> Optional.ofNullable(found).map(this::stored));
    }

    /**
     * @throws ProblemException NOT_FOUND
     */
    public Uni<Stored<T>> get(String id) {
        return ofId(id).map(found -> found.orElseThrow(this::unknown));
    }

    protected ProblemException unknown() {
        return new ProblemException(
                CommonProblem.NOT_FOUND, "there is no " + table + " of that id");
    }

    /** For those who take batches, in the pool's transaction that they have open. */
    public Uni<List<Stored<T>>> all(SqlConnection tx) {
        return tx.preparedQuery("select id, revision, body from " + table + " order by id")
                .execute()
                .map(
                        rows -> {
                            List<Stored<T>> found = new ArrayList<>();
                            rows.forEach(
                                    row ->
                                            found.add(
                                                    stored(
                                                            row.getString("id"),
                                                            row.getLong("revision"),
                                                            row.getString("body"))));
                            return found;
                        });
    }

    protected Stored<T> stored(E entity) {
        return stored(entity.id(), entity.revision(), entity.body());
    }

    private Stored<T> stored(String id, long revision, String body) {
        return new Stored<>(id, revision, Json.parse(body.getBytes(UTF_8), type));
    }

    private static String text(Object body) {
        return new String(Json.bytes(body), UTF_8);
    }

    private static ProblemException changed(String detail) {
        return new ProblemException(CommonProblem.PRECONDITION_FAILED, detail);
    }
}
