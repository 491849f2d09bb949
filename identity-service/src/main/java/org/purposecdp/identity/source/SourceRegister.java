package org.purposecdp.identity.source;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;

import org.purposecdp.contracts.record.SourceKind;
import org.purposecdp.kit.problem.ProblemException;

/** The sources on file. */
@ApplicationScoped
class SourceRegister implements PanacheRepositoryBase<SourceEntity, String> {
    private static final String INSERT_IF_ABSENT =
            """
            insert into SourceEntity (id, kind, name, keyHash, version, registeredAt)
            values (:id, :kind, :name, :keyHash, 1, :at) on conflict (id) do nothing
            """;

    /**
     * @param writeKey null when the source was registered before
     */
    record Registration(Source source, WriteKey writeKey) {}

    @WithSession
    Uni<Optional<Source>> ofId(String id) {
        return findById(id).map(SourceRegister::source);
    }

    @WithSession
    Uni<Optional<Source>> ofKeyHash(String hash) {
        return find("keyHash", hash).firstResult().map(SourceRegister::source);
    }

    /**
     * Of two at once one inserts; the other waits for it and sees its row, which the lock then
     * keeps from changing between the look at its version and the write.
     *
     * @throws ProblemException SOURCE_KIND_FIXED, PRECONDITION_FAILED
     */
    @WithTransaction
    Uni<Registration> register(String id, SourceKind kind, String name, String ifMatch) {
        WriteKey key = WriteKey.random();
        return insertIfAbsent(id, kind, name, key)
                .chain(made -> made ? made(id, key) : known(id, kind, name, ifMatch));
    }

    private Uni<Boolean> insertIfAbsent(String id, SourceKind kind, String name, WriteKey key) {
        return getSession()
                .chain(
                        session ->
                                session.createMutationQuery(INSERT_IF_ABSENT)
                                        .setParameter("id", id)
                                        .setParameter("kind", kind)
                                        .setParameter("name", name)
                                        .setParameter("keyHash", key.hash())
                                        .setParameter("at", now())
                                        .executeUpdate())
                .map(rows -> rows == 1);
    }

    private Uni<Registration> made(String id, WriteKey key) {
        return findById(id).map(made -> new Registration(made.source(), key));
    }

    private Uni<Registration> known(String id, SourceKind kind, String name, String ifMatch) {
        return findById(id, LockModeType.PESSIMISTIC_WRITE)
                .invoke(known -> known.registerAgain(kind, name, ifMatch))
                .call(this::flush)
                .map(known -> new Registration(known.source(), null));
    }

    /** As exactly as PostgreSQL keeps it. */
    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }

    private static Optional<Source> source(SourceEntity found) {
        return Optional.ofNullable(found).map(SourceEntity::source);
    }
}
