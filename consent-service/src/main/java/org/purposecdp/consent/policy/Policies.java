package org.purposecdp.consent.policy;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.jboss.logging.Logger;

import org.purposecdp.consent.problem.ConsentProblem;
import org.purposecdp.contracts.json.Json;
import org.purposecdp.contracts.policy.Policy;
import org.purposecdp.contracts.topic.Topic;
import org.purposecdp.kit.outbox.Outbox;
import org.purposecdp.kit.outbox.OutboxRow;
import org.purposecdp.kit.problem.CommonProblem;
import org.purposecdp.kit.problem.ProblemException;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * The register in the database; every change makes a policy version in its transaction. That
 * transaction is the pool's, for the outbox's row is in it.
 */
@ApplicationScoped
public class Policies {
    private static final Logger LOG = Logger.getLogger(Policies.class);
    private static final String TYPE = "policy.changed.v1";

    private final Pool pool;
    private final Outbox outbox;
    private volatile Policy cached;

    Policies(Pool pool, Outbox outbox) {
        this.pool = pool;
        this.outbox = outbox;
    }

    /** Kinds of entries; catalogue and identity rules are the one entry of their kind. */
    enum Kind {
        PURPOSE,
        ACTIVITY,
        NOTICE,
        CATALOGUE,
        IDENTITY_RULES,
        /** Told by identity-service. */
        SOURCE
    }

    /**
     * @param version of this entry, for its ETag
     */
    record Entry(long version, String body, boolean created) {}

    /** A first start publishes the default catalogue: other services wait for a policy. */
    void start(@Observes @Priority(300) StartupEvent event) {
        pool.withTransaction(
                        tx ->
                                RegisterRows.lock(tx)
                                        .flatMap(
                                                version ->
                                                        version > 0
                                                                ? Uni.createFrom().voidItem()
                                                                : publish(tx, 1, Register.EMPTY)))
                .await()
                .indefinitely();
    }

    /** The newest, as this transaction or connection sees it; null before the first. */
    public Uni<Policy> current(SqlClient client) {
        return client.query("select version from register")
                .execute()
                .map(rows -> rows.iterator().next().getLong("version"))
                .flatMap(version -> read(client, version));
    }

    public Uni<Policy> current() {
        return current(pool);
    }

    private Uni<Policy> read(SqlClient client, long version) {
        Policy known = cached;
        if (known != null && known.version() == version) {
            return Uni.createFrom().item(known);
        }
        return client.query("select policy from register")
                .execute()
                .map(rows -> rows.iterator().next().getString("policy"))
                .map(json -> json == null ? null : Json.parse(json.getBytes(UTF_8), Policy.class))
                .invoke(policy -> cached = policy);
    }

    /** Changes the register, whoever holds its lock alone, and tells the others after it. */
    private <T> Uni<T> changing(Change<T> change) {
        return pool.withTransaction(
                tx -> RegisterRows.lock(tx).flatMap(version -> change.apply(tx, version)));
    }

    private interface Change<T> {
        /**
         * @param version of the policy that is in force until then
         */
        Uni<T> apply(SqlConnection tx, long version);
    }

    /**
     * Puts an entry; one that is equal to what is on file makes no new version.
     *
     * @param change the register with the new entry, or a problem
     * @param stored how the entry is kept, out of the changed register
     */
    Uni<Entry> put(
            Kind kind,
            String id,
            String ifMatch,
            UnaryOperator<Register> change,
            Function<Register, Object> stored) {
        return changing(
                (tx, version) ->
                        RegisterRows.find(tx, kind, id)
                                .flatMap(
                                        before ->
                                                RegisterRows.load(tx)
                                                        .map(change)
                                                        .flatMap(
                                                                next ->
                                                                        write(
                                                                                tx,
                                                                                version,
                                                                                kind,
                                                                                id,
                                                                                ifMatch,
                                                                                before,
                                                                                next,
                                                                                stored.apply(
                                                                                        next)))));
    }

    private Uni<Entry> write(
            SqlConnection tx,
            long version,
            Kind kind,
            String id,
            String ifMatch,
            Optional<Entry> before,
            Register next,
            Object value) {
        String body = new String(Json.bytes(value), UTF_8);
        if (before.isPresent() && sameJson(before.get().body(), body)) {
            return Uni.createFrom().item(before.get());
        }
        before.ifPresent(entry -> requireMatch(entry, ifMatch));
        Entry entry = new Entry(before.map(Entry::version).orElse(0L) + 1, body, before.isEmpty());
        return RegisterRows.write(tx, kind, id, entry.version(), body)
                .flatMap(done -> publish(tx, version + 1, next))
                .replaceWith(entry);
    }

    /**
     * @param change the register without the entry, or what refers to it as a problem
     * @param onFile what people have said or were told that refers to it: a condition with the id
     *     as its parameter; null when nothing can
     */
    Uni<Void> delete(
            Kind kind, String id, String ifMatch, UnaryOperator<Register> change, String onFile) {
        return changing(
                (tx, version) ->
                        RegisterRows.find(tx, kind, id)
                                .invoke(
                                        found ->
                                                requireMatch(
                                                        found.orElseThrow(Policies::unknown),
                                                        ifMatch))
                                .flatMap(found -> RegisterRows.load(tx).map(change))
                                .call(next -> requireNothing(tx, onFile, id))
                                .flatMap(
                                        next ->
                                                RegisterRows.delete(tx, kind, List.of(id))
                                                        .flatMap(
                                                                done ->
                                                                        publish(
                                                                                tx,
                                                                                version + 1,
                                                                                next))));
    }

    private static Uni<Void> requireNothing(SqlConnection tx, String onFile, String id) {
        if (onFile == null) {
            return Uni.createFrom().voidItem();
        }
        return tx.preparedQuery("select " + onFile)
                .execute(Tuple.of(id))
                .invoke(
                        rows -> {
                            if (rows.iterator().next().getBoolean(0)) {
                                throw new ProblemException(
                                        ConsentProblem.IN_USE,
                                        "it is referred to by consents or notices given that are"
                                                + " on file: they are evidence and stay");
                            }
                        })
                .replaceWithVoid();
    }

    /** What identity-service told of its sources, in the transaction of its offsets. */
    Uni<Void> tell(ToldSources told, Function<SqlConnection, Uni<Void>> offsets) {
        return changing(
                (tx, version) ->
                        told.write(tx)
                                .flatMap(
                                        changed ->
                                                changed
                                                        ? RegisterRows.load(tx)
                                                                .flatMap(
                                                                        next ->
                                                                                publishIfItFits(
                                                                                        tx,
                                                                                        version + 1,
                                                                                        next))
                                                        : Uni.createFrom().voidItem())
                                .flatMap(done -> offsets.apply(tx)));
    }

    /**
     * Nobody waits for an answer who could make room: the last policy stays, by which it is not.
     */
    private Uni<Void> publishIfItFits(SqlConnection tx, long version, Register next) {
        try {
            return publish(tx, version, next);
        } catch (ProblemException tooLarge) {
            LOG.errorf("what sources told is not in force: %s", tooLarge.getMessage());
            return Uni.createFrom().voidItem();
        }
    }

    /** Sets have no order, so the texts may differ where the values do not. */
    private static boolean sameJson(String one, String other) {
        try {
            return Canonical.of(one).equals(Canonical.of(other));
        } catch (java.io.IOException e) {
            return false;
        }
    }

    static ProblemException unknown() {
        return new ProblemException(
                ConsentProblem.UNKNOWN_ENTRY, "nothing is registered under this id");
    }

    private static void requireMatch(Entry entry, String ifMatch) {
        if (ifMatch == null) {
            throw new ProblemException(
                    CommonProblem.IF_MATCH_NEEDED,
                    "send If-Match with the ETag that GET answers; now \"" + entry.version() + '"');
        }
        if (!ifMatch.equals("*") && !ifMatch.equals('"' + "" + entry.version() + '"')) {
            throw new ProblemException(
                    ConsentProblem.ENTRY_CHANGED, "the ETag is now \"" + entry.version() + '"');
        }
    }

    private Uni<Void> publish(SqlConnection tx, long version, Register register) {
        Policy policy = register.policy(version, Instant.now());
        byte[] json = PolicySize.requireFit(policy);
        return tx.preparedQuery("update register set version = $1, policy = $2")
                .execute(Tuple.of(version, new String(json, UTF_8)))
                .flatMap(
                        done ->
                                outbox.append(
                                        tx,
                                        List.of(
                                                new OutboxRow(
                                                        Topic.POLICY,
                                                        Policy.KEY,
                                                        version,
                                                        TYPE,
                                                        json))));
    }
}
