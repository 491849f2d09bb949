package org.purposecdp.consent.fence;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.PreparedQuery;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.purposecdp.consent.Database;
import org.purposecdp.contracts.fence.FenceAck;

import static org.assertj.core.api.Assertions.assertThat;

/** Waiting for the points, on PostgreSQL. */
class FenceTest {
    private static final Duration USUAL = Duration.ofSeconds(30);
    private static final Duration LONGEST = Duration.ofSeconds(120);

    private static Database database;

    private Counting pool;
    private Fence fence;

    /** How often the store was asked. */
    private static final class Counting extends Pool {
        private final AtomicInteger asked = new AtomicInteger();

        Counting(Pool pool) {
            super(pool.getDelegate());
        }

        @Override
        public PreparedQuery<RowSet<Row>> preparedQuery(String sql) {
            asked.incrementAndGet();
            return super.preparedQuery(sql);
        }
    }

    @BeforeAll
    static void startDatabase() {
        database = new Database();
    }

    @AfterAll
    static void stopDatabase() {
        database.close();
    }

    @BeforeEach
    void start() {
        database.execute("truncate fence_ack");
        pool = new Counting(database.pool());
        fence = Fences.of(pool, "one", "two");
        fence.start();
    }

    @AfterEach
    void stop() {
        fence.stop();
    }

    @Test
    void whoDoesNotWaitIsToldWhoIsPending() {
        acknowledge(ack("p", "one", 4), ack("p", "two", 2));

        Enforcement enforcement =
                database.await(fence.await(Map.of("p", 3L, "q", 1L), Duration.ZERO));

        assertThat(enforcement.state()).isEqualTo("recorded");
        assertThat(enforcement.pending()).containsExactly("one", "two");
        assertThat(database.await(fence.await(Map.of("p", 2L), Duration.ZERO)))
                .isEqualTo(Enforcement.enforced());
    }

    @Test
    void whoWaitsIsAnsweredByTheLastPoint() throws Exception {
        CompletableFuture<Enforcement> answer = waits("p", USUAL);

        acknowledge(ack("p", "one", 1));
        acknowledge(ack("p", "two", 1));

        assertThat(answer.get(5, TimeUnit.SECONDS)).isEqualTo(Enforcement.enforced());
    }

    @Test
    void whatAnotherInstanceHasReadAnswersToo() throws Exception {
        CompletableFuture<Enforcement> answer = waits("p", USUAL);

        database.execute("insert into fence_ack values ('p', 'one', 1), ('p', 'two', 5)");

        assertThat(answer.get(5, TimeUnit.SECONDS)).isEqualTo(Enforcement.enforced());
    }

    @Test
    void theWaitHasItsOwnEnd() throws Exception {
        CompletableFuture<Enforcement> answer = waits("p", Duration.ofMillis(300));
        acknowledge(ack("p", "two", 1));

        assertThat(answer.get(5, TimeUnit.SECONDS)).isEqualTo(Enforcement.recorded(List.of("one")));
    }

    /** Each once asked the store with every batch that came. */
    @Test
    void howManyWaitDoesNotMultiplyTheQuestions() throws Exception {
        int people = 200;
        int batches = 40;
        Instant begun = Instant.now();
        List<CompletableFuture<Enforcement>> answers = new ArrayList<>();
        for (int i = 0; i < people; i++) {
            answers.add(waits("p" + i, USUAL));
        }

        for (int i = 0; i < batches; i++) {
            acknowledge(ack("other" + i, "one", 1));
        }
        for (String point : List.of("one", "two")) {
            for (int i = 0; i < people; i++) {
                acknowledge(ack("p" + i, point, 1));
            }
        }
        for (CompletableFuture<Enforcement> answer : answers) {
            assertThat(answer.get(5, TimeUnit.SECONDS)).isEqualTo(Enforcement.enforced());
        }

        long looks = Duration.between(begun, Instant.now()).toMillis() / 200 + 1;
        assertThat(pool.asked.get())
                .isLessThanOrEqualTo((int) (people + batches + 2 * people + looks));
    }

    @Test
    void callerWaitsOnlyWhenAsked() {
        assertThat(Preference.wait(null, USUAL, LONGEST)).isEmpty();
        assertThat(Preference.wait("wait=10", USUAL, LONGEST)).isEmpty();
        assertThat(Preference.wait("enforced", USUAL, LONGEST)).contains(USUAL);
        assertThat(Preference.wait("enforced, wait=10", USUAL, LONGEST))
                .contains(Duration.ofSeconds(10));
        assertThat(Preference.wait("enforced; wait=900", USUAL, LONGEST)).contains(LONGEST);
    }

    private CompletableFuture<Enforcement> waits(String profileId, Duration wait) {
        return fence.await(Map.of(profileId, 1L), wait).subscribeAsCompletionStage();
    }

    private void acknowledge(FenceAck... acks) {
        database.await(fence.acknowledge(List.of(acks)));
    }

    private static FenceAck ack(String profileId, String point, long version) {
        return new FenceAck(profileId, point, version);
    }
}
