package org.purposecdp.consent.policy;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import org.purposecdp.consent.problem.ConsentProblem;
import org.purposecdp.contracts.identifier.IdentityRules;
import org.purposecdp.contracts.json.Json;
import org.purposecdp.contracts.policy.Activity;
import org.purposecdp.contracts.policy.Catalogue;
import org.purposecdp.contracts.policy.Policy;
import org.purposecdp.contracts.policy.Purpose;
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
        IDENTITY_RULES
    }

    /**
     * @param version of this entry, for its ETag
     */
    record Entry(long version, String body, boolean created) {}

    /** A first start publishes the default catalogue: other services wait for a policy. */
    void start(@Observes @Priority(300) StartupEvent event) {
        pool.withTransaction(
                        tx ->
                                lock(tx).flatMap(
                                                version ->
                                                        version > 0
                                                                ? Uni.createFrom().voidItem()
                                                                : publish(tx, 1, Register.EMPTY)))
                .await()
                .indefinitely();
    }

    /** The newest version, as this transaction or connection sees it. */
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
                .map(json -> Json.parse(json.getBytes(UTF_8), Policy.class))
                .invoke(policy -> cached = policy);
    }

    /**
     * @param value what was sent; equal to what is on file makes no new version
     * @param change the register with the new entry, or a problem
     * @param stored how the entry is kept, out of the changed register
     */
    Uni<Entry> put(
            Kind kind,
            String id,
            String ifMatch,
            UnaryOperator<Register> change,
            java.util.function.Function<Register, Object> stored) {
        return pool.withTransaction(
                        tx ->
                                lock(tx).flatMap(
                                                version ->
                                                        put(
                                                                tx, version, kind, id, ifMatch,
                                                                change, stored)))
                .invoke(outbox::wake);
    }

    private Uni<Entry> put(
            SqlConnection tx,
            long version,
            Kind kind,
            String id,
            String ifMatch,
            UnaryOperator<Register> change,
            java.util.function.Function<Register, Object> stored) {
        return find(tx, kind, id)
                .flatMap(
                        before ->
                                load(tx).map(change)
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
                                                                stored.apply(next))));
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
        return tx.preparedQuery(
                        """
                        insert into register_entry (kind, id, version, body)
                        values ($1, $2, $3, $4)
                        on conflict (kind, id) do update set version = $3, body = $4
                        """)
                .execute(Tuple.of(kind.name(), id, entry.version(), body))
                .flatMap(done -> publish(tx, version + 1, next))
                .replaceWith(entry);
    }

    /** Sets have no order, so the texts may differ where the values do not. */
    private static boolean sameJson(String one, String other) {
        try {
            return Canonical.of(one).equals(Canonical.of(other));
        } catch (java.io.IOException e) {
            return false;
        }
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

    private static Uni<Long> lock(SqlConnection tx) {
        return tx.query("select version from register for update")
                .execute()
                .map(rows -> rows.iterator().next().getLong("version"));
    }

    private Uni<Void> publish(SqlConnection tx, long version, Register register) {
        Policy policy = register.policy(version, Instant.now());
        byte[] json = Json.bytes(policy);
        return tx.preparedQuery("update register set version = $1, policy = $2")
                .execute(Tuple.of(version, new String(json, UTF_8)))
                .flatMap(
                        done ->
                                outbox.append(
                                        tx,
                                        java.util.List.of(
                                                new OutboxRow(
                                                        Topic.POLICY,
                                                        Policy.KEY,
                                                        version,
                                                        TYPE,
                                                        json))));
    }

    private static Uni<Optional<Entry>> find(SqlConnection tx, Kind kind, String id) {
        return tx.preparedQuery(
                        "select version, body from register_entry where kind = $1 and id = $2")
                .execute(Tuple.of(kind.name(), id))
                .map(
                        rows -> {
                            for (Row row : rows) {
                                return Optional.of(
                                        new Entry(
                                                row.getLong("version"),
                                                row.getString("body"),
                                                false));
                            }
                            return Optional.<Entry>empty();
                        });
    }

    private static Uni<Register> load(SqlConnection tx) {
        return tx.query("select kind, id, body from register_entry")
                .execute()
                .map(Policies::register);
    }

    private static Register register(RowSet<Row> rows) {
        Map<String, Purpose> purposes = new TreeMap<>();
        Map<String, Activity> activities = new TreeMap<>();
        Map<String, NoticeText> notices = new TreeMap<>();
        Catalogue catalogue = DefaultCatalogue.CATALOGUE;
        IdentityRules rules = IdentityRules.DEFAULT;
        for (Row row : rows) {
            byte[] body = row.getString("body").getBytes(UTF_8);
            String id = row.getString("id");
            switch (Kind.valueOf(row.getString("kind"))) {
                case PURPOSE -> purposes.put(id, Json.parse(body, Purpose.class));
                case ACTIVITY -> activities.put(id, Json.parse(body, Activity.class));
                case NOTICE -> notices.put(id, Json.parse(body, NoticeText.class));
                case CATALOGUE -> catalogue = Json.parse(body, Catalogue.class);
                case IDENTITY_RULES -> rules = Json.parse(body, IdentityRules.class);
            }
        }
        return new Register(purposes, activities, notices, catalogue, rules);
    }
}
