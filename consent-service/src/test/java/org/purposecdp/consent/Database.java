package org.purposecdp.consent;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.pgclient.PgBuilder;
import org.flywaydb.core.Flyway;

import org.purposecdp.local.OnlyPostgreSql;

/** consent-service's tables in a PostgreSQL of their own. */
public final class Database implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final OnlyPostgreSql postgresql = new OnlyPostgreSql();
    private final Vertx vertx = Vertx.vertx();
    private final Pool pool;

    public Database() {
        URI uri = URI.create(postgresql.address());
        String[] user = uri.getUserInfo().split(":", 2);
        Flyway.configure()
                .dataSource(
                        "jdbc:postgresql://" + uri.getHost() + ":" + uri.getPort() + uri.getPath(),
                        user[0],
                        user[1])
                .load()
                .migrate();
        pool = new Pool(PgBuilder.pool().using(vertx).connectingTo(postgresql.address()).build());
    }

    public Pool pool() {
        return pool;
    }

    public void execute(String sql) {
        await(pool.query(sql).execute());
    }

    /** The first column, as text. */
    public List<String> column(String query) {
        List<String> values = new ArrayList<>();
        for (Row row : await(pool.query(query).execute())) {
            values.add(row.getString(0));
        }
        return values;
    }

    public <T> T await(Uni<T> uni) {
        return uni.await().atMost(PATIENCE);
    }

    @Override
    public void close() {
        await(pool.close());
        vertx.close().toCompletionStage().toCompletableFuture().join();
        postgresql.close();
    }
}
