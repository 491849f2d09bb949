package org.purposecdp.bench.floor;

import java.io.IOException;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Consumer;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

import static java.nio.charset.StandardCharsets.UTF_8;

/** A poll is one insert of many rows, committed, then one flush to the next topic. */
final class StoreStage implements AutoCloseable {
    private static final String INSERT =
            "insert into "
                    + Floor.NAME
                    + ".event (id, person, body) select * from unnest(?, ?, ?)"
                    + " on conflict do nothing";

    private final Connection connection;
    private final KafkaProducer<String, byte[]> producer;
    private final KafkaConsumer<String, byte[]> consumer;
    private final Thread thread;

    StoreStage(String kafka, Connection connection, Consumer<Throwable> failed) {
        this.connection = connection;
        this.producer = Clients.producer(kafka);
        this.consumer = Clients.consumer(kafka, Floor.RECEIVED);
        this.thread = Clients.loop(consumer, this::take, failed);
    }

    private CompletableFuture<?> take(ConsumerRecords<String, byte[]> records)
            throws IOException, SQLException, ExecutionException, InterruptedException {
        List<String> ids = new ArrayList<>(records.count());
        List<String> people = new ArrayList<>(records.count());
        List<String> bodies = new ArrayList<>(records.count());
        for (ConsumerRecord<String, byte[]> record : records) {
            ids.add(Clients.JSON.readTree(record.value()).path("messageId").textValue());
            people.add(record.key());
            bodies.add(new String(record.value(), UTF_8));
        }
        insert(ids, people, bodies);
        List<Future<?>> sent = new ArrayList<>(records.count());
        for (ConsumerRecord<String, byte[]> record : records) {
            sent.add(
                    producer.send(
                            new ProducerRecord<>(Floor.STORED, record.key(), record.value())));
        }
        producer.flush();
        for (Future<?> each : sent) {
            each.get();
        }
        return CompletableFuture.completedFuture(null);
    }

    private void insert(List<String> ids, List<String> people, List<String> bodies)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
            statement.setArray(1, texts(ids));
            statement.setArray(2, texts(people));
            statement.setArray(3, texts(bodies));
            statement.executeUpdate();
        }
    }

    private Array texts(List<String> values) throws SQLException {
        return connection.createArrayOf("text", values.toArray());
    }

    @Override
    public void close() {
        Clients.end(consumer, thread);
        producer.close();
    }
}
