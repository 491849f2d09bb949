package org.purposecdp.kit.outbox;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jboss.logging.Logger;

import org.purposecdp.contracts.topic.Topic;
import org.purposecdp.kit.messaging.CloudEventHeaders;

/**
 * One relay a topic and shard. An advisory lock on a connection of its own makes it the only one;
 * its transactional id fences a predecessor that lost the connection but not its life.
 */
class OutboxRelay implements Runnable {
    private static final Logger LOG = Logger.getLogger(OutboxRelay.class);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int BATCH = 500;
    private static final String UNSENT =
            """
            select id, key, type, value from outbox
            where topic = $1 and shard = $2 order by id limit $3
            """;

    private final Pool pool;
    private final String bootstrap;
    private final String service;
    private final Topic topic;
    private final int shard;
    private final Semaphore work = new Semaphore(1);
    private volatile boolean stopped;

    OutboxRelay(Pool pool, String bootstrap, String service, Topic topic, int shard) {
        this.pool = pool;
        this.bootstrap = bootstrap;
        this.service = service;
        this.topic = topic;
        this.shard = shard;
    }

    void wake() {
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
                if (stopped) {
                    return;
                }
                LOG.warnf(e, "relay of %s, shard %d, starts again", topic.topicName(), shard);
                idle(1000);
            }
        }
    }

    private void relayWhileLocked() {
        SqlConnection connection = pool.getConnection().await().atMost(PATIENCE);
        try {
            boolean ours =
                    connection
                            .preparedQuery("select pg_try_advisory_lock(hashtext($1), $2)")
                            .execute(Tuple.of("outbox " + topic.topicName(), shard))
                            .await()
                            .atMost(PATIENCE)
                            .iterator()
                            .next()
                            .getBoolean(0);
            if (!ours) {
                idle(2000);
                return;
            }
            try (Producer<String, byte[]> producer = producer()) {
                producer.initTransactions();
                while (!stopped) {
                    if (relay(connection, producer) < BATCH) {
                        idle(500);
                    }
                }
            }
        } finally {
            // The lock belongs to the session: closing one that failed mid-way must not keep it.
            connection
                    .query("select pg_advisory_unlock_all()")
                    .execute()
                    .onFailure()
                    .recoverWithNull()
                    .chain(connection::close)
                    .await()
                    .atMost(PATIENCE);
        }
    }

    private int relay(SqlConnection connection, Producer<String, byte[]> producer) {
        List<Long> sent = new ArrayList<>();
        var rows =
                connection
                        .preparedQuery(UNSENT)
                        .execute(Tuple.of(topic.topicName(), shard, BATCH))
                        .await()
                        .atMost(PATIENCE);
        if (rows.size() == 0) {
            return 0;
        }
        producer.beginTransaction();
        for (Row row : rows) {
            producer.send(
                    CloudEventHeaders.record(
                            topic,
                            shard,
                            row.getString("key"),
                            row.getString("type"),
                            service,
                            row.getBuffer("value").getBytes()));
            sent.add(row.getLong("id"));
        }
        producer.commitTransaction();
        connection
                .preparedQuery("delete from outbox where id = any($1)")
                .execute(Tuple.of(sent.toArray(Long[]::new)))
                .await()
                .atMost(PATIENCE);
        return sent.size();
    }

    private void idle(long milliseconds) {
        try {
            if (work.tryAcquire(milliseconds, TimeUnit.MILLISECONDS)) {
                work.drainPermits();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stopped = true;
        }
    }

    private Producer<String, byte[]> producer() {
        return new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrap,
                        ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                        topic.topicName() + "-" + shard),
                new StringSerializer(),
                new ByteArraySerializer());
    }
}
