package org.purposecdp.identity.source;

import java.time.Duration;
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
import org.purposecdp.kit.problem.CommonProblem;
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

    /**
     * A source by one of its write keys.
     *
     * @param until when the key holds; null for one that holds until it is renewed
     */
    record Keyed(Source source, Instant until) {}

    @WithSession
    Uni<Optional<Keyed>> ofKeyHash(String hash) {
        return find("keyHash", hash)
                .firstResult()
                .chain(
                        found ->
                                found != null
                                        ? Uni.createFrom().item(new Keyed(found.source(), null))
                                        : ofFormer(hash))
                .map(Optional::ofNullable);
    }

    private Uni<Keyed> ofFormer(String hash) {
        return getSession()
                .chain(session -> session.find(FormerWriteKey.class, hash))
                .chain(
                        former ->
                                former == null
                                        ? Uni.createFrom().nullItem()
                                        : findById(former.source())
                                                .map(
                                                        found ->
                                                                new Keyed(
                                                                        found.source(),
                                                                        former.until())));
    }

    /**
     * @param formerHolds how long the key before goes on holding
     * @throws ProblemException NOT_FOUND
     */
    @WithTransaction
    Uni<Registration> renewKey(String id, Duration formerHolds) {
        WriteKey key = WriteKey.random();
        return findById(id, LockModeType.PESSIMISTIC_WRITE)
                .onItem()
                .ifNull()
                .failWith(SourceRegister::unknown)
                .call(
                        known ->
                                getSession()
                                        .chain(
                                                session ->
                                                        session.persist(
                                                                known.renewKey(
                                                                        key,
                                                                        now().plus(formerHolds)))))
                .call(this::flush)
                .map(known -> new Registration(known.source(), key));
    }

    static ProblemException unknown() {
        return new ProblemException(
                CommonProblem.NOT_FOUND, "no source is registered under this id");
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
