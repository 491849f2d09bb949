package org.purposecdp.bench.floor;

import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Kafka's clients as all stages use them. */
final class Clients {
    static final ObjectMapper JSON = new ObjectMapper();

    private Clients() {}

    /** What one poll gave; the offsets are committed once it returns. */
    interface Batch {
        void take(ConsumerRecords<String, byte[]> records) throws Exception;
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
        consumer.subscribe(java.util.List.of(topic));
        return consumer;
    }

    /** Until it is woken up. */
    static Thread loop(
            KafkaConsumer<String, byte[]> consumer, Batch batch, Consumer<Throwable> failed) {
        Thread thread =
                new Thread(
                        () -> {
                            try (consumer) {
                                while (true) {
                                    ConsumerRecords<String, byte[]> records =
                                            consumer.poll(Duration.ofMillis(200));
                                    if (!records.isEmpty()) {
                                        batch.take(records);
                                        consumer.commitSync();
                                    }
                                }
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

    static void end(KafkaConsumer<String, byte[]> consumer, Thread thread) {
        consumer.wakeup();
        try {
            thread.join(10_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
