package org.purposecdp.bench.er;

import java.net.URI;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.PoolOptions;
import org.flywaydb.core.Flyway;

import org.purposecdp.contracts.identifier.IdentityRules;
import org.purposecdp.identity.cluster.Node;
import org.purposecdp.identity.matching.Model;
import org.purposecdp.identity.node.ClusterEvents;
import org.purposecdp.identity.node.Resolver;
import org.purposecdp.identity.node.Rules;
import org.purposecdp.identity.node.Stewardship;
import org.purposecdp.kit.outbox.Outbox;

/**
 * identity-service's resolver over its own tables, without the service around it; what it would
 * tell others stays in the outbox.
 */
final class Engine implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final Vertx vertx = Vertx.vertx();
    private final Pool pool;
    private final Resolver resolver;
    private final Stewardship stewardship;
    private volatile Rules rules;

    Engine(String address, IdentityRules rules) {
        this(address, rules, Resolver.MOST_BEARERS);
    }

    Engine(String address, IdentityRules rules, int mostBearers) {
        URI uri = URI.create(address);
        String[] user = uri.getUserInfo().split(":", 2);
        Flyway.configure()
                .dataSource(
                        "jdbc:postgresql://" + uri.getHost() + ":" + uri.getPort() + uri.getPath(),
                        user[0],
                        user[1])
                .load()
                .migrate();
        this.pool =
                new Pool(
                        PgBuilder.pool()
                                .using(vertx)
                                .with(new PoolOptions().setMaxSize(8))
                                .connectingTo(
                                        PgConnectOptions.fromUri(address)
                                                .setCachePreparedStatements(true))
                                .build());
        this.rules = new Rules(1, rules);
        this.resolver =
                new Resolver(
                        pool,
                        () -> this.rules,
                        new ClusterEvents(new Outbox(), () -> {}),
                        mostBearers);
        this.stewardship = new Stewardship(resolver);
    }

    void adopt(Model model) {
        resolver.adopt(model, (step, done) -> {}).await().atMost(PATIENCE);
    }

    void take(Collection<Node> nodes) {
        resolver.take(nodes).await().atMost(PATIENCE);
    }

    /** Batches one after another, so many of them under way at any time. */
    void take(List<? extends Collection<Node>> batches, int atOnce) {
        Multi.createFrom()
                .iterable(batches)
                .onItem()
                .transformToUni(batch -> resolver.take(batch).replaceWithVoid())
                .merge(atOnce)
                .collect()
                .last()
                .await()
                .atMost(PATIENCE);
    }

    /** As if the register had changed. */
    void rule(IdentityRules others) {
        rules = new Rules(rules.version() + 1, others);
        resolver.applyRules().await().atMost(PATIENCE);
    }

    /** What stewards decide. */
    void decide(Function<Stewardship, Uni<?>> decision) {
        decision.apply(stewardship).await().atMost(PATIENCE);
    }

    <T> T ask(Function<Stewardship, Uni<T>> question) {
        return question.apply(stewardship).await().atMost(PATIENCE);
    }

    void remove(Set<String> nodeIds) {
        resolver.remove(nodeIds).await().atMost(PATIENCE);
    }

    /** All nodes, and what became of them. */
    void forget() {
        query(
                "truncate node, node_key, crowded_key, node_identifier, link, cluster, outbox,"
                        + " generic_identifier, decision, decision_node, barred_node,"
                        + " former_node, refused_identifier");
    }

    /** As Subjects mark them, while others hold the lock; it is cut by later. */
    void bar(Set<String> nodeIds, boolean erases) {
        each(
                """
                insert into barred_node (node_id, bar, erases) select unnest($1::text[]), 'OBJECTED', %s
                on conflict (node_id) do update
                set bar = excluded.bar, erases = excluded.erases, due = true, change = default
                """
                        .formatted(erases),
                nodeIds);
    }

    void free(Set<String> nodeIds) {
        each(
                """
                update barred_node set bar = null, erases = false, due = true, change = default
                where node_id = any($1)
                """,
                nodeIds);
    }

    private void each(String statement, Set<String> nodeIds) {
        pool.preparedQuery(statement)
                .execute(Tuple.tuple().addValue(nodeIds.stream().sorted().toArray(String[]::new)))
                .await()
                .atMost(PATIENCE);
    }

    /** Until none is left. */
    void applyMarks() {
        while (resolver.applyMarks(50).await().atMost(PATIENCE) > 0) {
            continue;
        }
    }

    RowSet<Row> query(String sql) {
        return pool.query(sql).execute().await().atMost(PATIENCE);
    }

    @Override
    public void close() {
        pool.close().await().atMost(PATIENCE);
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
