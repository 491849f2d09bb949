package org.purposecdp.identity.source;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;

import org.purposecdp.contracts.policy.Policy;
import org.purposecdp.contracts.record.SourceKind;
import org.purposecdp.identity.IdentityProblem;
import org.purposecdp.kit.messaging.FlowGate;
import org.purposecdp.kit.problem.CommonProblem;
import org.purposecdp.kit.problem.ProblemException;
import org.purposecdp.kit.state.PolicyHolder;

/**
 * The register. Kind and key of a source never change, so what was found once stays true; a key
 * that is not known yet is looked up before it is refused, since a 401 makes SDKs drop data.
 */
@ApplicationScoped
public class Sources {
    private static final Duration NEW = Duration.ofSeconds(60);
    private static final String COLUMNS =
            "select id, kind, name, version, registered_at from source";

    private final Pool pool;
    private final PolicyHolder policies;
    private final FlowGate gate;
    private final Map<String, Source> byKeyHash = new ConcurrentHashMap<>();
    private final Map<String, Source> byId = new ConcurrentHashMap<>();

    Sources(Pool pool, PolicyHolder policies, FlowGate gate) {
        this.pool = pool;
        this.policies = policies;
        this.gate = gate;
    }

    /**
     * @param writeKey null when the source was registered before
     */
    record Registration(Source source, WriteKey writeKey) {}

    public Uni<Optional<Source>> ofWriteKey(String writeKey) {
        String hash = new WriteKey(writeKey).hash();
        return cached(byKeyHash, hash, COLUMNS + " where key_hash = $1");
    }

    public Uni<Optional<Source>> ofId(String id) {
        return cached(byId, id, COLUMNS + " where id = $1");
    }

    /**
     * Nothing is taken from a source without an activity in force.
     *
     * @throws ProblemException 503 while that may still come, else 403
     */
    public void requireLegalBasis(Source source, Instant at) {
        Optional<Policy> policy = policies.current();
        if (!gate.open() || policy.isEmpty()) {
            throw new ProblemException(
                            CommonProblem.NOT_READY, "the policy is not known yet; send it again")
                    .withRetryAfter(2);
        }
        boolean collects = policy.get().collectsFrom(source.id(), at);
        if (collects && policy.get().resolvesFrom(source.id(), at)) {
            return;
        }
        if (at.isBefore(source.registeredAt().plus(NEW))) {
            throw new ProblemException(
                            CommonProblem.NOT_READY,
                            "the policy does not know this new source yet; send it again")
                    .withRetryAfter(5);
        }
        throw new ProblemException(
                IdentityProblem.NO_LEGAL_BASIS,
                "register a processing activity%s that names the source '%s'"
                        .formatted(
                                collects
                                        ? " of the purpose '" + Policy.IDENTITY_RESOLUTION + "'"
                                        : "",
                                source.id()));
    }

    Uni<Optional<Source>> read(String id) {
        return find(COLUMNS + " where id = $1", id);
    }

    /** Registers it, or gives what is registered under that id. */
    Uni<Registration> register(String id, SourceKind kind, String name) {
        WriteKey key = WriteKey.random();
        return pool.preparedQuery(
                        """
                        insert into source (id, kind, name, key_hash, version, registered_at)
                        values ($1, $2, $3, $4, 1, now()) on conflict (id) do nothing
                        returning id, kind, name, version, registered_at
                        """)
                .execute(Tuple.of(id, kind.name(), name, key.hash()))
                .map(Sources::first)
                .chain(
                        made ->
                                made.isPresent()
                                        ? Uni.createFrom().item(new Registration(made.get(), key))
                                        : read(id).map(
                                                        known ->
                                                                new Registration(
                                                                        known.orElseThrow(),
                                                                        null)));
    }

    /** Empty when it is not at that version any more. */
    Uni<Optional<Source>> rename(String id, long version, String name) {
        return pool.preparedQuery(
                        """
                        update source set name = $3, version = version + 1
                        where id = $1 and version = $2
                        returning id, kind, name, version, registered_at
                        """)
                .execute(Tuple.of(id, version, name))
                .map(Sources::first);
    }

    private Uni<Optional<Source>> cached(Map<String, Source> cache, String key, String query) {
        Source known = cache.get(key);
        if (known != null) {
            return Uni.createFrom().item(Optional.of(known));
        }
        return find(query, key).invoke(found -> found.ifPresent(source -> cache.put(key, source)));
    }

    private Uni<Optional<Source>> find(String query, String parameter) {
        return pool.preparedQuery(query).execute(Tuple.of(parameter)).map(Sources::first);
    }

    private static Optional<Source> first(RowSet<Row> rows) {
        return rows.size() == 0 ? Optional.empty() : Optional.of(source(rows.iterator().next()));
    }

    private static Source source(Row row) {
        return new Source(
                row.getString("id"),
                SourceKind.valueOf(row.getString("kind")),
                row.getString("name"),
                row.getLong("version"),
                row.getOffsetDateTime("registered_at")
                        .withOffsetSameInstant(ZoneOffset.UTC)
                        .toInstant());
    }
}
