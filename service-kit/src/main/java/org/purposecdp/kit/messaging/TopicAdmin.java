package org.purposecdp.kit.messaging;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.vertx.core.Context;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

import org.purposecdp.contracts.topic.Keeping;
import org.purposecdp.contracts.topic.Topic;

/** Creates or checks topics, and knows their settings and sizes. Blocking. */
final class TopicAdmin {
    private static final short BROKER_DEFAULT = -1;
    private static final int ATTEMPTS = 60;
    private static final String SEGMENT_MS = "segment.ms";

    private final Admin admin;

    TopicAdmin(Admin admin) {
        this.admin = admin;
    }

    /** A topic of ours, or the dead letters of one. */
    record Wanted(String name, int partitions, Keeping keeping) {
        static Stream<Wanted> of(Topic topic) {
            Wanted itself = new Wanted(topic.topicName(), topic.partitions(), topic.keeping());
            return topic.kind() == Topic.Kind.FLOW
                    ? Stream.of(itself, new Wanted(topic.deadLetterName(), 1, Keeping.BY_TIME))
                    : Stream.of(itself);
        }

        Set<TopicPartition> all() {
            return TopicAdmin.partitions(name, partitions);
        }
    }

    /**
     * @throws IllegalStateException naming the setting that differs
     */
    void createOrCheck(List<Topic> topics) {
        List<Wanted> wanted = topics.stream().flatMap(Wanted::of).toList();
        wanted.forEach(this::create);
        List<String> names = wanted.stream().map(Wanted::name).toList();
        Map<String, TopicDescription> found =
                onceKnown(() -> admin.describeTopics(names).allTopicNames());
        Map<String, Config> configs = onceKnown(() -> configs(names));
        List<String> differences =
                wanted.stream()
                        .flatMap(
                                topic ->
                                        differences(
                                                topic,
                                                found.get(topic.name()).partitions().size(),
                                                configs.get(topic.name())))
                        .toList();
        if (!differences.isEmpty()) {
            throw new IllegalStateException(String.join("; ", differences));
        }
    }

    private static Stream<String> differences(Wanted topic, int partitions, Config config) {
        Stream<String> ofPartitions =
                partitions == topic.partitions()
                        ? Stream.of()
                        : Stream.of(
                                "%s has %d partitions, %d are needed"
                                        .formatted(topic.name(), partitions, topic.partitions()));
        Stream<String> ofSettings =
                topic.keeping().settings().entrySet().stream()
                        .filter(
                                setting ->
                                        !setting.getValue()
                                                .contains(config.get(setting.getKey()).value()))
                        .map(
                                setting ->
                                        "%s has %s=%s, %s is needed"
                                                .formatted(
                                                        topic.name(),
                                                        setting.getKey(),
                                                        config.get(setting.getKey()).value(),
                                                        String.join(" or ", setting.getValue())));
        return Stream.concat(ofPartitions, ofSettings);
    }

    Config config(String topic) {
        return await(configs(List.of(topic))).get(topic);
    }

    Duration segmentLength(Topic topic) {
        return segmentLength(config(topic.topicName()));
    }

    static Duration segmentLength(Config config) {
        return Duration.ofMillis(Long.parseLong(config.get(SEGMENT_MS).value()));
    }

    void setSegmentLength(Topic topic, Duration length) {
        ConfigEntry entry = new ConfigEntry(SEGMENT_MS, Long.toString(length.toMillis()));
        await(
                admin.incrementalAlterConfigs(
                                Map.of(
                                        resource(topic.topicName()),
                                        List.of(new AlterConfigOp(entry, OpType.SET))))
                        .all());
    }

    /** Partition → bytes of its largest replica, of whatever the brokers hold. */
    Map<TopicPartition, Long> sizes() {
        List<Integer> brokers =
                await(admin.describeCluster().nodes()).stream().map(Node::id).toList();
        Map<TopicPartition, Long> sizes = new HashMap<>();
        await(admin.describeLogDirs(brokers).allDescriptions()).values().stream()
                .flatMap(directories -> directories.values().stream())
                .flatMap(directory -> directory.replicaInfos().entrySet().stream())
                .forEach(
                        replica ->
                                sizes.merge(
                                        replica.getKey(), replica.getValue().size(), Math::max));
        return sizes;
    }

    static Set<TopicPartition> partitions(Topic topic) {
        return partitions(topic.topicName(), topic.partitions());
    }

    private static Set<TopicPartition> partitions(String topic, int count) {
        return IntStream.range(0, count)
                .mapToObj(partition -> new TopicPartition(topic, partition))
                .collect(Collectors.toSet());
    }

    private KafkaFuture<Map<String, Config>> configs(List<String> topics) {
        return admin.describeConfigs(topics.stream().map(TopicAdmin::resource).toList())
                .all()
                .thenApply(
                        found ->
                                found.entrySet().stream()
                                        .collect(
                                                Collectors.toMap(
                                                        config -> config.getKey().name(),
                                                        Map.Entry::getValue)));
    }

    private void create(Wanted topic) {
        Map<String, String> config = new HashMap<>();
        topic.keeping().settings().forEach((name, values) -> config.put(name, values.get(0)));
        try {
            await(
                    admin.createTopics(
                                    List.of(
                                            new NewTopic(
                                                            topic.name(),
                                                            topic.partitions(),
                                                            BROKER_DEFAULT)
                                                    .configs(config)))
                            .all());
        } catch (IllegalStateException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw e;
            }
        }
    }

    /** A topic that was just created is not known to every broker at once. */
    private static <T> T onceKnown(Supplier<KafkaFuture<T>> question) {
        for (int attempt = 1; ; attempt++) {
            try {
                return await(question.get());
            } catch (IllegalStateException e) {
                if (attempt == ATTEMPTS
                        || !(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                    throw e;
                }
                pause();
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(500);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static ConfigResource resource(String topic) {
        return new ConfigResource(ConfigResource.Type.TOPIC, topic);
    }

    static <T> T await(KafkaFuture<T> future) {
        if (Context.isOnEventLoopThread()) {
            throw new IllegalStateException("Kafka is not waited for on an event loop");
        }
        try {
            return future.get(30, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause().getMessage(), e.getCause());
        } catch (TimeoutException e) {
            throw new IllegalStateException("no answer from Kafka within 30 s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
