package org.purposecdp.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

import org.purposecdp.contracts.topic.Topic;

/**
 * Reads {@code profile.changes} beside the platform, in no group: a change is published once the
 * profile has the record, so the broker's append time says when at the latest.
 */
final class ProfileWatch implements AutoCloseable {
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Ledgers ledgers;
    private final Thread thread;

    ProfileWatch(String kafka, Ledgers ledgers) {
        this.ledgers = ledgers;
        this.consumer =
                new KafkaConsumer<>(
                        Map.of(
                                "bootstrap.servers", kafka,
                                "enable.auto.commit", "false",
                                // The platform trims what it has read, perhaps before we have.
                                "auto.offset.reset", "earliest"),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer());
        List<TopicPartition> partitions =
                consumer.partitionsFor(Topic.PROFILE_CHANGES.topicName()).stream()
                        .map(info -> new TopicPartition(info.topic(), info.partition()))
                        .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
        this.thread = new Thread(this::watch, "profile-changes");
        thread.setDaemon(true);
        thread.start();
    }

    private void watch() {
        try (consumer) {
            while (true) {
                consumer.poll(Duration.ofMillis(200)).forEach(this::enter);
            }
        } catch (WakeupException e) {
            // Closed.
        }
    }

    private void enter(ConsumerRecord<byte[], byte[]> change) {
        if (change.value() == null) {
            return;
        }
        try {
            for (Mark mark : Mark.in(change.value())) {
                ledgers.of(mark)
                        .ifPresent(ledger -> ledger.inProfile(mark.number(), change.timestamp()));
            }
        } catch (IOException e) {
            // Not a change of ours.
        }
    }

    @Override
    public void close() {
        consumer.wakeup();
        try {
            thread.join(5_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
