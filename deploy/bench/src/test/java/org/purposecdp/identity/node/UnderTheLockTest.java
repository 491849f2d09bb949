package org.purposecdp.identity.node;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.purposecdp.contracts.identifier.IdentityRules;
import org.purposecdp.contracts.record.SourceKind;
import org.purposecdp.identity.Database;
import org.purposecdp.identity.cluster.HashedIdentifier;
import org.purposecdp.identity.cluster.Node;
import org.purposecdp.identity.matching.Cleaner;
import org.purposecdp.identity.matching.Field;
import org.purposecdp.kit.outbox.Outbox;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How statements run that all others wait for. Sequential scans are priced out of the question
 * there, so whatever only a sequential scan could read would look dear enough to compile.
 */
class UnderTheLockTest {
    private static final Cleaner CLEANER = new Cleaner("FI", 2026);
    private static final int NODES = 600;
    private static final int BATCH = 60;

    private static Database database;

    private Watched pool;
    private Resolver resolver;

    /** What transactions that hold the lock were planned with, and what they read end to end. */
    private static final class Watched extends Pool {
        private static final String SCANS =
                "select relname, seq_scan from pg_stat_xact_user_tables where schemaname = 'public'";

        private final Map<String, Long> scanned = new TreeMap<>();
        private final List<String> jit = new ArrayList<>();

        Watched(Pool pool) {
            super(pool.getDelegate());
        }

        @Override
        public <T> Uni<T> withTransaction(Function<SqlConnection, Uni<T>> work) {
            return super.withTransaction(
                    tx ->
                            tx.query(SCANS)
                                    .execute()
                                    .map(Watched::counts)
                                    .chain(before -> work.apply(tx).call(() -> after(tx, before))));
        }

        private Uni<?> after(SqlConnection tx, Map<String, Long> before) {
            return tx.query(
                            """
                            select current_setting('jit') from pg_locks
                            where locktype = 'advisory' and pid = pg_backend_pid()
                            """)
                    .execute()
                    .chain(
                            held ->
                                    held.rowCount() == 0
                                            ? Uni.createFrom().voidItem()
                                            : tx.query(SCANS)
                                                    .execute()
                                                    .invoke(
                                                            rows ->
                                                                    watched(
                                                                            held,
                                                                            before,
                                                                            counts(rows))));
        }

        private synchronized void watched(
                RowSet<Row> held, Map<String, Long> before, Map<String, Long> after) {
            held.forEach(row -> jit.add(row.getString(0)));
            after.forEach(
                    (table, scans) -> {
                        long more = scans - before.getOrDefault(table, 0L);
                        if (more > 0) {
                            scanned.merge(table, more, Long::sum);
                        }
                    });
        }

        private static Map<String, Long> counts(RowSet<Row> rows) {
            Map<String, Long> counts = new HashMap<>();
            rows.forEach(row -> counts.put(row.getString(0), row.getLong(1)));
            return counts;
        }
    }

    @BeforeAll
    static void start() {
        database = new Database();
        database.execute(
                """
                do $$ declare t record; begin
                  for t in select tablename from pg_tables where schemaname = 'public' loop
                    execute format('alter table %I set (autovacuum_enabled = off)', t.tablename);
                  end loop;
                end $$
                """);
    }

    @AfterAll
    static void stop() {
        database.close();
    }

    @BeforeEach
    void empty() {
        database.execute(
                "truncate node, node_key, node_identifier, link, cluster, outbox, barred_node,"
                        + " refused_identifier, former_node, generic_identifier, crowded_key");
        pool = new Watched(database.pool());
        resolver =
                new Resolver(
                        pool,
                        () -> new Rules(1, IdentityRules.DEFAULT),
                        new ClusterEvents(new Outbox(), () -> {}));
    }

    @Test
    void nothingIsCompiledUnderTheLock() {
        String jit =
                database.await(
                        database.pool()
                                .withTransaction(
                                        tx ->
                                                new NodeTable(database.pool())
                                                        .lock(tx)
                                                        .chain(() -> tx.query("show jit").execute())
                                                        .map(
                                                                rows ->
                                                                        rows.iterator()
                                                                                .next()
                                                                                .getString(0))));

        assertThat(jit).isEqualTo("off");
    }

    /** Whatever the planner knew when the tables were empty: nothing then, or that they were. */
    @ParameterizedTest
    @ValueSource(strings = {"select 1", "vacuum analyze"})
    void allThatIsReadUnderTheLockIsReadByIndex(String statistics) {
        database.execute(statistics);

        IntStream.range(0, NODES / BATCH)
                .forEach(
                        batch ->
                                database.await(
                                        resolver.take(
                                                IntStream.range(batch * BATCH, (batch + 1) * BATCH)
                                                        .mapToObj(UnderTheLockTest::node)
                                                        .toList())));
        database.execute(
                "insert into barred_node (node_id, bar, erases) select id, 'OBJECTED', true"
                        + " from node where no % 10 = 0");
        database.await(resolver.applyMarks(NODES));
        database.await(resolver.remove(Set.of(id(1), id(2), id(3))));

        assertThat(pool.jit).isNotEmpty().containsOnly("off");
        assertThat(pool.scanned).isEmpty();
    }

    private static String id(int number) {
        return "%032d".formatted(number);
    }

    /** Three of them bear one address, ten one name. */
    private static Node node(int number) {
        return new Node(
                id(number),
                "shop",
                SourceKind.SERVER,
                Instant.parse("2026-01-01T00:00:00Z").plusSeconds(number),
                List.of(
                        new HashedIdentifier("email", "email-" + number / 3),
                        new HashedIdentifier("user_id", "user-" + number)),
                CLEANER.read(
                        Map.of(
                                Field.GIVEN_NAME, List.of("Aino"),
                                Field.FAMILY_NAME, List.of("Mäkinen" + number / 10))));
    }
}
