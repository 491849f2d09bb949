package org.purposecdp.bench.floor;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Kafka's clients as all stages use them. */
final class Clients {
    static final ObjectMapper JSON = new ObjectMapper();

    private Clients() {}

    /** What one poll gave; its offsets are committed once what it answers is done. */
    interface Batch {
        CompletableFuture<?> take(ConsumerRecords<String, byte[]> records) throws Exception;
    }

    static KafkaProducer<String, byte[]> producer(String kafka) {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka, "acks", "all", "linger.ms", "5"),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    static KafkaConsumer<String, byte[]> consumer(String kafka, String topic) {
        KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(
                        Map.of(
                                "bootstrap.servers", kafka,
                                "group.id", topic,
                                "enable.auto.commit", "false",
                                "auto.offset.reset", "earliest",
                                "max.poll.records", "1000"),
                        new StringDeserializer(),
                        new ByteArrayDeserializer());
        consumer.subscribe(List.of(topic));
        return consumer;
    }

    /**
     * Until it is woken up. A batch is taken while what the one before began is still under way.
     */
    static Thread loop(
            KafkaConsumer<String, byte[]> consumer, Batch batch, Consumer<Throwable> failed) {
        Thread thread =
                new Thread(
                        () -> {
                            try (consumer) {
                                takeAll(consumer, batch);
                            } catch (WakeupException e) {
                                // Closed.
                            } catch (Exception e) {
                                failed.accept(e);
                            }
                        },
                        "floor");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private static void takeAll(KafkaConsumer<String, byte[]> consumer, Batch batch)
            throws Exception {
        CompletableFuture<?> before = CompletableFuture.completedFuture(null);
        Map<TopicPartition, OffsetAndMetadata> read = Map.of();
        while (true) {
            // What is under way is not left uncommitted for want of more.
            Duration patience = Duration.ofMillis(read.isEmpty() ? 200 : 0);
            ConsumerRecords<String, byte[]> records = consumer.poll(patience);
            CompletableFuture<?> begun =
                    records.isEmpty()
                            ? CompletableFuture.completedFuture(null)
                            : batch.take(records);
            before.join();
            if (!read.isEmpty()) {
                consumer.commitSync(read);
            }
            before = begun;
            read = records.nextOffsets();
        }
    }

    static void end(KafkaConsumer<String, byte[]> consumer, Thread thread) {
        consumer.wakeup();
        try {
            thread.join(10_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
