package org.purposecdp.e2e.store;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Looks through every record that can still be read from any topic. */
public final class Topics {
    private static final Duration POLL = Duration.ofMillis(500);

    private final String bootstrap;

    public Topics(String bootstrap) {
        this.bootstrap = bootstrap;
    }

    /** Topics of ours that hold the text in a key, a header or a value. */
    public Set<String> holding(String text) {
        Set<String> holding = new TreeSet<>();
        for (ConsumerRecord<byte[], byte[]> record : all()) {
            if (text(record).contains(text)) {
                holding.add(record.topic());
            }
        }
        return holding;
    }

    /**
     * Topic of ours, or {@code key or header of} one → those of the texts that are there: keys and
     * headers are pseudonymous.
     */
    public Map<String, Set<String>> holding(Collection<String> texts) {
        Map<String, Set<String>> holding = new TreeMap<>();
        for (ConsumerRecord<byte[], byte[]> record : all()) {
            String around = around(record);
            String whole = text(record);
            for (String text : texts) {
                if (around.contains(text)) {
                    holding.computeIfAbsent(
                                    "key or header of " + record.topic(), key -> new TreeSet<>())
                            .add(text);
                }
                if (whole.contains(text)) {
                    holding.computeIfAbsent(record.topic(), key -> new TreeSet<>()).add(text);
                }
            }
        }
        return holding;
    }

    /** Names of all topics, but for Kafka's own. */
    public Set<String> names() {
        try (KafkaConsumer<byte[], byte[]> consumer = consumer(bootstrap)) {
            Set<String> names = new TreeSet<>(consumer.listTopics().keySet());
            names.removeIf(name -> name.startsWith("__"));
            return names;
        }
    }

    private List<ConsumerRecord<byte[], byte[]>> all() {
        try (KafkaConsumer<byte[], byte[]> consumer = consumer(bootstrap)) {
            List<TopicPartition> partitions = new ArrayList<>();
            consumer.listTopics()
                    .forEach(
                            (topic, infos) ->
                                    infos.stream()
                                            .filter(info -> topic.startsWith("cdp."))
                                            .map(
                                                    info ->
                                                            new TopicPartition(
                                                                    topic, info.partition()))
                                            .forEach(partitions::add));
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = new HashMap<>(consumer.endOffsets(partitions));
            List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
            while (ends.entrySet().stream()
                    .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(POLL).forEach(records::add);
            }
            return records;
        }
    }

    static KafkaConsumer<byte[], byte[]> consumer(String bootstrap) {
        return new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrap,
                        "enable.auto.commit",
                        false,
                        "isolation.level",
                        "read_committed",
                        // What was trimmed before it was read must not be passed over in silence.
                        "auto.offset.reset",
                        "none"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    private static String text(ConsumerRecord<byte[], byte[]> record) {
        StringBuilder text = new StringBuilder(around(record));
        append(text, record.value());
        return text.toString();
    }

    private static String around(ConsumerRecord<byte[], byte[]> record) {
        StringBuilder text = new StringBuilder();
        append(text, record.key());
        for (Header header : record.headers()) {
            append(text, header.value());
        }
        return text.toString();
    }

    private static void append(StringBuilder text, byte[] bytes) {
        if (bytes != null) {
            text.append(new String(bytes, UTF_8)).append('\n');
        }
    }
}
