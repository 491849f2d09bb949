package org.purposecdp.consent.request;

import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import io.smallrye.mutiny.Uni;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.purposecdp.consent.Database;

import static org.assertj.core.api.Assertions.assertThat;

/** Keys of requests, in PostgreSQL. */
class IdempotencyTest {
    private static Database database;

    private final AtomicInteger runs = new AtomicInteger();
    private final Idempotency idempotency =
            new Idempotency(
                    database.pool(),
                    new Identifiers(Base64.getEncoder().encodeToString(new byte[32])));

    @BeforeAll
    static void start() {
        database = new Database();
    }

    @AfterAll
    static void stop() {
        database.close();
    }

    @BeforeEach
    void empty() {
        database.execute("truncate idempotency");
    }

    @Test
    void aRepeatOfTheLastFourteenDaysIsAnsweredWithoutRunningAgain() {
        assertThat(once("a")).isEqualTo(1);
        database.execute("update idempotency set created_at = now() - interval '13 days'");

        database.await(idempotency.forgetOld());

        assertThat(once("a")).isEqualTo(1);
    }

    @Test
    void anOlderKeyIsForgotten() {
        once("a");
        database.execute("update idempotency set created_at = now() - interval '15 days'");
        once("b");

        database.await(idempotency.forgetOld());

        assertThat(keys()).containsExactly("b");
        assertThat(once("a")).isEqualTo(3);
    }

    @Test
    void howeverManyThereAreNoneIsLeft() {
        database.execute(
                """
                insert into idempotency (client, key, request, created_at)
                select 'shop', 'k' || n, '', now() - interval '15 days' from generate_series(1, 2500) n
                """);

        database.await(idempotency.forgetOld());

        assertThat(keys()).isEmpty();
    }

    private static List<String> keys() {
        return database.column("select key from idempotency order by key");
    }

    private int once(String key) {
        return database.await(
                idempotency.once(
                        "shop",
                        key,
                        "request",
                        Integer.class,
                        tx -> Uni.createFrom().item(runs::incrementAndGet)));
    }
}
