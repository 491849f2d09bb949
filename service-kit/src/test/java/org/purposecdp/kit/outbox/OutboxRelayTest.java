package org.purposecdp.kit.outbox;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.PoolOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.purposecdp.contracts.topic.Topic;
import org.purposecdp.kit.messaging.Broker;
import org.purposecdp.local.OnlyPostgreSql;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.purposecdp.kit.messaging.Eventually.await;

class OutboxRelayTest {
    private static final Topic TOPIC = Topic.SUBJECTS;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int TOO_LARGE = 1_200_000;

    @TempDir static Path directory;
    private static OnlyPostgreSql postgresql;
    private static Broker broker;
    private static Vertx vertx;
    private static Pool pool;

    private final Outbox outbox = new Outbox();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final List<OutboxRelay> relays = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final List<ConsumerRecord<String, byte[]>> read = new ArrayList<>();
    private KafkaConsumer<String, byte[]> consumer;

    @BeforeAll
    static void start() throws Exception {
        postgresql = new OnlyPostgreSql();
        broker = new Broker(directory);
        broker.create(TOPIC);
        vertx = Vertx.vertx();
        pool =
                Pool.pool(
                        vertx,
                        PgConnectOptions.fromUri(postgresql.address()),
                        new PoolOptions().setMaxSize(10));
        run(
                """
                create table outbox (
                    id bigint generated always as identity primary key,
                    shard int not null,
                    topic text not null,
                    key text not null,
                    version bigint not null,
                    type text not null,
                    value bytea not null,
                    created_at timestamptz not null default now(),
                    aside boolean not null default false
                )
                """);
    }

    @AfterAll
    static void close() {
        pool.close().await().atMost(PATIENCE);
        vertx.close().await().atMost(PATIENCE);
        broker.close();
        postgresql.close();
    }

    @BeforeEach
    void consume() {
        consumer =
                new KafkaConsumer<>(
                        Map.of(
                                "bootstrap.servers",
                                broker.bootstrap(),
                                "isolation.level",
                                "read_committed"),
                        new StringDeserializer(),
                        new ByteArrayDeserializer());
        List<TopicPartition> partitions =
                IntStream.range(0, TOPIC.partitions())
                        .mapToObj(number -> new TopicPartition(TOPIC.topicName(), number))
                        .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
    }

    @AfterEach
    void stop() {
        stopRelays();
        run("truncate outbox");
        consumer.close();
    }

    private void stopRelays() {
        relays.forEach(OutboxRelay::stop);
        await(() -> threads.stream().noneMatch(Thread::isAlive));
    }

    @Test
    void everyEventGoesOnceAndInTheOrderOfItsKeyThoughTwoRelaysRun() {
        relay();
        relay();
        List<String> keys = List.of("aino", "kaethe", "väinö");
        for (int version = 1; version <= 40; version++) {
            long each = version;
            append(keys.stream().map(key -> row(key, each, "x")).toList());
        }

        await(() -> poll().size() == 120);
        for (String key : keys) {
            assertThat(versions(key))
                    .containsExactlyElementsOf(
                            IntStream.rangeClosed(1, 40).mapToObj(i -> (long) i).toList());
        }
        await(() -> unsent() == 0);
        assertThat(meters.counter("cdp.outbox.relay.failures", "topic", TOPIC.topicName()).count())
                .as("the one waits, and does not fence the other")
                .isZero();
    }

    /** By the notice of whoever wrote, not by looking: it looks every five seconds. */
    @Test
    void whatAnotherInstanceWroteGoesAtOnce() {
        relay();
        append(List.of(row("aino", 1, "first")));
        await(() -> poll().size() == 1);

        for (int i = 2; i <= 6; i++) {
            int sent = i;
            long from = System.nanoTime();
            append(List.of(row("aino", i, "next")));
            await(() -> poll().size() == sent);
            assertThat(Duration.ofNanos(System.nanoTime() - from))
                    .isLessThan(Duration.ofMillis(2_500));
        }
    }

    /** By whichever instance: the lock goes from one to the other meanwhile. */
    @Test
    void whatWaitsIsToldWhileTheBrokerIsAway() {
        Topic other = Topic.IDENTITY_CLUSTERS;
        String nobody = "127.0.0.1:1";
        OutboxRelay relay = new OutboxRelay(pool, nobody, "identity-service", other, meters);
        Thread thread = new Thread(relay);
        thread.setDaemon(true);
        thread.start();
        append(List.of(new OutboxRow(other, "aino", 1, "cluster.changed.v1", "x".getBytes(UTF_8))));

        await(() -> waiting(other) > 0);
        relay.stop();
    }

    private double waiting(Topic topic) {
        return meters.get("cdp.outbox.waiting.seconds")
                .tag("topic", topic.topicName())
                .gauge()
                .value();
    }

    @Test
    void oneThatIsTooLargeIsSetAsideAndItsNeighboursGo() {
        append(
                List.of(
                        row("aino", 1, "x"),
                        row("large", 1, "y".repeat(TOO_LARGE)),
                        row("kaethe", 1, "x")));
        append(List.of(row("large", 2, "small again"), row("aino", 2, "x")));
        relay();

        await(() -> poll().size() == 4);
        assertThat(versions("aino")).containsExactly(1L, 2L);
        assertThat(versions("large")).containsExactly(2L);
        assertThat(versions("kaethe")).containsExactly(1L);
        await(() -> aside() == 1);
        assertThat(meters.counter("cdp.outbox.aside", "topic", TOPIC.topicName()).count())
                .isEqualTo(1);
    }

    @Test
    void manyLargeOnesGoInSeveralTurns() {
        for (int i = 1; i <= 12; i++) {
            append(List.of(row("aino", i, "x".repeat(900_000))));
        }
        relay();

        await(() -> poll().size() == 12);
        assertThat(versions("aino")).hasSize(12).isSorted();
    }

    /** kill -9 of an instance ends its connection, and with it the lock. */
    @Test
    void anotherTakesOverFromOneThatLostItsConnection() {
        relay();
        append(List.of(row("aino", 1, "x")));
        await(() -> poll().size() == 1);
        relay();

        run(
                """
                select pg_terminate_backend(l.pid) from pg_locks l
                where l.locktype = 'advisory' and l.granted
                """);
        append(List.of(row("aino", 2, "x")));

        await(() -> poll().size() == 2);
        assertThat(versions("aino")).containsExactly(1L, 2L);
    }

    /**
     * It holds the lock and has just read what is unsent when it stands still. The other goes on
     * within ten seconds; what the first sends when it wakes never lands.
     */
    @Test
    void oneThatStandsStillIsSucceededAndSendsNothingOldWhenItWakes() throws Exception {
        try (Standstill standstill = new Standstill(postgresql.address(), "1 stand still")) {
            Pool standing =
                    Pool.pool(
                            vertx,
                            PgConnectOptions.fromUri(standstill.address()),
                            new PoolOptions().setMaxSize(2));
            relay(standing);
            append(List.of(row("kaethe", 1, "x")));
            await(() -> poll().size() == 1);
            append(List.of(row("aino", 1, "stand still")));
            await(standstill::stands);
            long from = System.nanoTime();
            relay();
            append(List.of(row("aino", 2, "x")));

            await(() -> poll().size() == 3);
            assertThat(Duration.ofNanos(System.nanoTime() - from))
                    .isLessThan(Duration.ofSeconds(20));
            standstill.wake();
            append(List.of(row("kaethe", 2, "x")));
            await(() -> unsent() == 0);
            for (int i = 0; i < 50; i++) {
                poll();
            }
            assertThat(versions("aino")).containsExactly(1L, 2L);
            assertThat(versions("kaethe")).containsExactly(1L, 2L);
            stopRelays();
            standing.close().await().atMost(PATIENCE);
        }
    }

    private void relay() {
        relay(pool);
    }

    private void relay(Pool pool) {
        OutboxRelay relay =
                new OutboxRelay(pool, broker.bootstrap(), "consent-service", TOPIC, meters);
        Thread thread = new Thread(relay);
        relays.add(relay);
        threads.add(thread);
        thread.start();
    }

    private static OutboxRow row(String key, long version, String text) {
        return new OutboxRow(
                TOPIC, key, version, "subject.changed.v1", (version + " " + text).getBytes(UTF_8));
    }

    private void append(List<OutboxRow> rows) {
        pool.withTransaction(tx -> outbox.append(tx, rows)).await().atMost(PATIENCE);
    }

    private List<ConsumerRecord<String, byte[]>> poll() {
        consumer.poll(Duration.ofMillis(100)).forEach(read::add);
        return read;
    }

    private List<Long> versions(String key) {
        return read.stream()
                .filter(record -> record.key().equals(key))
                .map(
                        record ->
                                new String(
                                        record.value(),
                                        0,
                                        Math.min(20, record.value().length),
                                        UTF_8))
                .map(text -> Long.valueOf(text.split(" ")[0]))
                .toList();
    }

    private static long unsent() {
        return count("select count(*) from outbox");
    }

    private static long aside() {
        return count("select count(*) from outbox where aside");
    }

    private static long count(String sql) {
        return pool.preparedQuery(sql)
                .execute(Tuple.tuple())
                .await()
                .atMost(PATIENCE)
                .iterator()
                .next()
                .getLong(0);
    }

    private static void run(String sql) {
        pool.query(sql).execute().await().atMost(PATIENCE);
    }
}
