package org.purposecdp.kit.outbox;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgConnection;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jboss.logging.Logger;

import org.purposecdp.contracts.topic.Topic;
import org.purposecdp.kit.messaging.CloudEventHeaders;
import org.purposecdp.kit.messaging.Hopeless;

/**
 * One relay a topic. An advisory lock on a connection of its own makes it the only one; its
 * transactional id fences a predecessor that lost the connection but not its life. It is woken by
 * whoever wrote, gathers, and sends what is unsent in one Kafka transaction. A row that cannot be
 * sent is set aside, and its neighbours go.
 */
class OutboxRelay implements Runnable {
    private static final Logger LOG = Logger.getLogger(OutboxRelay.class);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration GATHER = Duration.ofMillis(10);

    /** A notice may be lost with the connection that listens. */
    private static final Duration LOOK_EVERY = Duration.ofSeconds(5);

    /** How soon another instance takes over from one that died. */
    private static final Duration TRY_EVERY = Duration.ofSeconds(1);

    /**
     * A process that stands still, or is out of reach, keeps its connection: so PostgreSQL ends the
     * session of a holder that says nothing, or takes nothing, for as long as this.
     */
    private static final String GUARD =
            "set idle_session_timeout = '8s'; set tcp_user_timeout = '8s'";

    private static final Duration BEAT_EVERY = Duration.ofSeconds(2);

    private static final String RELEASE =
            """
            unlisten *; select pg_advisory_unlock_all();
            reset idle_session_timeout; reset tcp_user_timeout
            """;

    private static final int MOST_ROWS = 500;
    private static final long MOST_BYTES = 8_000_000;

    /** What a broker takes by default, less what is around the value. */
    private static final int LARGEST = 1_000_000;

    /** Those that are too large come without their value. */
    private static final String UNSENT =
            """
            select id, shard, key, type, case when size <= $3 then value end as value
            from (
                select *, octet_length(value) as size,
                    sum(least(octet_length(value), $3)) over (order by id) as total
                from (select * from outbox where topic = $1 and not aside order by id limit $2) o
            ) sized
            where total <= $4
            order by id
            """;

    private static final String OLDEST =
            "select created_at from outbox where topic = $1 and not aside order by id limit 1";

    private static final String SENT = "delete from outbox where id = any($1)";
    private static final String ASIDE = "update outbox set aside = true where id = any($1)";

    private final Pool pool;
    private final String bootstrap;
    private final String service;
    private final Topic topic;
    private final Counter failures;
    private final Counter aside;
    private final Semaphore work = new Semaphore(1);
    private volatile Instant waitingSince;
    private volatile boolean stopped;

    OutboxRelay(Pool pool, String bootstrap, String service, Topic topic, MeterRegistry meters) {
        this.pool = pool;
        this.bootstrap = bootstrap;
        this.service = service;
        this.topic = topic;
        this.failures = meters.counter("cdp.outbox.relay.failures", "topic", topic.topicName());
        this.aside = meters.counter("cdp.outbox.aside", "topic", topic.topicName());
        meters.gauge(
                "cdp.outbox.waiting.seconds",
                Tags.of("topic", topic.topicName()),
                this,
                OutboxRelay::waitingSeconds);
    }

    /** How long the oldest event has waited that this relay is to send. */
    private double waitingSeconds() {
        Instant since = waitingSince;
        return since == null ? 0 : Duration.between(since, Instant.now()).toMillis() / 1000.0;
    }

    private void wake() {
        if (work.availablePermits() == 0) {
            work.release();
        }
    }

    void stop() {
        stopped = true;
        wake();
    }

    @Override
    public void run() {
        while (!stopped) {
            try {
                relayWhileLocked();
            } catch (RuntimeException e) {
                if (!stopped) {
                    LOG.warnf(e, "the relay of %s starts again", topic.topicName());
                    failures.increment();
                    idle(TRY_EVERY);
                }
            }
        }
    }

    private void relayWhileLocked() {
        SqlConnection connection = now(pool.getConnection());
        try {
            if (locked(connection)) {
                now(connection.query(GUARD).execute());
                Cancellable beat = beat(connection);
                try {
                    listen(connection);
                    relay(connection);
                } finally {
                    beat.cancel();
                }
            } else {
                now(look(connection));
            }
        } finally {
            // The lock belongs to the session: closing one that failed mid-way must not keep it.
            now(
                    connection
                            .query(RELEASE)
                            .execute()
                            .onFailure()
                            .recoverWithNull()
                            .chain(connection::close));
        }
        idle(TRY_EVERY);
    }

    private boolean locked(SqlConnection connection) {
        return now(connection
                        .preparedQuery("select pg_try_advisory_lock(hashtext($1))")
                        .execute(Tuple.of("outbox " + topic.topicName())))
                .iterator()
                .next()
                .getBoolean(0);
    }

    /**
     * What waits is seen while Kafka is waited for, too; one that fails has lost its connection.
     */
    private Cancellable beat(SqlConnection connection) {
        return Multi.createFrom()
                .ticks()
                .every(BEAT_EVERY)
                .onOverflow()
                .drop()
                .onItem()
                .call(() -> look(connection))
                .subscribe()
                .with(beat -> {}, failure -> wake());
    }

    /** Also of what another instance is to send: the lock goes round while the broker is away. */
    private Uni<Void> look(SqlConnection connection) {
        return connection
                .preparedQuery(OLDEST)
                .execute(Tuple.of(topic.topicName()))
                .invoke(
                        rows -> {
                            Iterator<Row> oldest = rows.iterator();
                            waitingSince =
                                    oldest.hasNext()
                                            ? oldest.next().get(OffsetDateTime.class, 0).toInstant()
                                            : null;
                        })
                .replaceWithVoid();
    }

    private void listen(SqlConnection connection) {
        PgConnection.cast(connection.getDelegate())
                .notificationHandler(
                        notice -> {
                            if (notice.getPayload().equals(topic.topicName())) {
                                wake();
                            }
                        });
        now(connection.query("listen " + Outbox.CHANNEL).execute());
    }

    private void relay(SqlConnection connection) {
        try (Producer<String, byte[]> producer = producer()) {
            producer.initTransactions();
            while (!stopped) {
                RowSet<Row> unsent =
                        now(
                                connection
                                        .preparedQuery(UNSENT)
                                        .execute(
                                                Tuple.of(
                                                        topic.topicName(),
                                                        MOST_ROWS,
                                                        LARGEST,
                                                        MOST_BYTES)));
                if (unsent.size() == 0) {
                    idle(LOOK_EVERY);
                    gather();
                } else {
                    send(connection, producer, unsent);
                }
            }
        }
    }

    private void send(
            SqlConnection connection, Producer<String, byte[]> producer, RowSet<Row> unsent) {
        List<Long> sent = new ArrayList<>();
        Set<Long> refused = ConcurrentHashMap.newKeySet();
        producer.beginTransaction();
        for (Row row : unsent) {
            long id = row.getLong("id");
            if (row.getBuffer("value") == null) {
                refused.add(id);
                continue;
            }
            sent.add(id);
            producer.send(
                    CloudEventHeaders.record(
                            topic,
                            row.getInteger("shard"),
                            row.getString("key"),
                            row.getString("type"),
                            service,
                            row.getBuffer("value").getBytes()),
                    (metadata, failure) -> {
                        if (failure != null && Hopeless.is(failure)) {
                            refused.add(id);
                        }
                    });
        }
        try {
            producer.commitTransaction();
        } catch (KafkaException e) {
            // Without those that would be refused again the others go.
            setAside(connection, refused);
            throw e;
        }
        setAside(connection, refused);
        now(connection.preparedQuery(SENT).execute(Tuple.of(sent.toArray(Long[]::new))));
    }

    /** A later state of the same key makes up for one that is set aside. */
    private void setAside(SqlConnection connection, Set<Long> refused) {
        if (refused.isEmpty()) {
            return;
        }
        LOG.errorf(
                "%d events of %s cannot be sent: set aside in the table outbox, ids %s",
                refused.size(), topic.topicName(), refused);
        aside.increment(refused.size());
        now(connection.preparedQuery(ASIDE).execute(Tuple.of(refused.toArray(Long[]::new))));
    }

    private void gather() {
        try {
            Thread.sleep(GATHER.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stopped = true;
        }
    }

    private void idle(Duration patience) {
        try {
            if (work.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                work.drainPermits();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stopped = true;
        }
    }

    private static <T> T now(Uni<T> uni) {
        return uni.await().atMost(PATIENCE);
    }

    private Producer<String, byte[]> producer() {
        return new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrap,
                        ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                        topic.topicName(),
                        ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
                        15_000),
                new StringSerializer(),
                new ByteArraySerializer());
    }
}
