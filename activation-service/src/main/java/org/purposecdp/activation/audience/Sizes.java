package org.purposecdp.activation.audience;

import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import org.jboss.logging.Logger;

import org.purposecdp.activation.definition.Stored;

/**
 * What clients are told of how many are in an audience: counted beside their requests, and kept.
 */
@ApplicationScoped
class Sizes {
    private static final Logger LOG = Logger.getLogger(Sizes.class);

    /** How long who asks first waits for the first count. */
    private static final Duration FIRST = Duration.ofSeconds(3);

    private static final String KEPT =
            """
            select tens, counted_at, took_ms from audience_size
            where audience = $1 and client = $2 and revision = $3
            """;

    private static final String KEEP =
            """
            insert into audience_size (audience, client, revision, tens, counted_at, took_ms)
            select id, $2, revision, $4, $5, $6 from audience where id = $1 and revision = $3
            on conflict (audience, client) do update
            set revision = excluded.revision, tens = excluded.tens,
                counted_at = excluded.counted_at, took_ms = excluded.took_ms
            """;

    private final Pool pool;
    private final Census census;
    private final Clock clock = Clock.systemUTC();
    private final Map<Key, CompletableFuture<Size>> underWay = new ConcurrentHashMap<>();

    Sizes(Pool pool, Census census) {
        this.pool = pool;
        this.census = census;
    }

    private record Key(String audience, long revision, String client) {}

    /** What the client is told. */
    Uni<Map<String, Object>> of(Stored<Audience> audience, String client) {
        return kept(audience, client)
                .chain(
                        kept -> {
                            if (kept.isEmpty()) {
                                return first(audience, client);
                            }
                            if (kept.get().isOld(clock.instant())) {
                                counted(audience, client);
                            }
                            return Uni.createFrom().item(kept.get().told());
                        });
    }

    private Uni<Optional<Size>> kept(Stored<Audience> audience, String client) {
        return pool.preparedQuery(KEPT)
                .execute(Tuple.of(audience.id(), client, audience.revision()))
                .map(
                        rows -> {
                            if (rows.size() == 0) {
                                return Optional.empty();
                            }
                            Row row = rows.iterator().next();
                            return Optional.of(
                                    new Size(
                                            row.getLong("tens"),
                                            row.getOffsetDateTime("counted_at").toInstant(),
                                            Duration.ofMillis(row.getLong("took_ms"))));
                        });
    }

    private Uni<Map<String, Object>> first(Stored<Audience> audience, String client) {
        CompletableFuture<Size> count = counted(audience, client);
        return Uni.createFrom()
                .completionStage(count::copy)
                .map(Size::told)
                .ifNoItem()
                .after(FIRST)
                .recoverWithItem(Size::notYet)
                .onFailure()
                .recoverWithItem(Size::notYet);
    }

    /** Whoever asks for the same meanwhile shares it. */
    private CompletableFuture<Size> counted(Stored<Audience> audience, String client) {
        Key key = new Key(audience.id(), audience.revision(), client);
        CompletableFuture<Size> mine = new CompletableFuture<>();
        CompletableFuture<Size> others = underWay.putIfAbsent(key, mine);
        if (others != null) {
            return others;
        }
        census.count(audience, client)
                .call(size -> keep(key, size))
                .onTermination()
                .invoke(() -> underWay.remove(key))
                .subscribe()
                .with(
                        mine::complete,
                        e -> {
                            LOG.warnf("audience not counted: %s", e.getClass().getName());
                            mine.completeExceptionally(e);
                        });
        return mine;
    }

    private Uni<Void> keep(Key key, Size size) {
        return pool.preparedQuery(KEEP)
                .execute(
                        Tuple.of(
                                key.audience(),
                                key.client(),
                                key.revision(),
                                size.tens(),
                                size.at().atOffset(ZoneOffset.UTC),
                                size.took().toMillis()))
                .replaceWithVoid();
    }
}
