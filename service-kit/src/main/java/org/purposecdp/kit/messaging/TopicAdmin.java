package org.purposecdp.kit.messaging;

import java.util.ArrayList;
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

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

import org.purposecdp.contracts.topic.Topic;

/** Creates or checks topics, and gives a new subscriber its first offsets. Blocking. */
final class TopicAdmin {
    private static final short BROKER_DEFAULT = -1;
    private static final int ATTEMPTS = 60;

    private final Admin admin;

    TopicAdmin(Admin admin) {
        this.admin = admin;
    }

    /**
     * @throws IllegalStateException naming the setting that differs
     */
    void createOrCheck(List<Topic> topics) {
        for (Topic topic : topics) {
            create(topic.topicName(), topic.partitions(), topic.config());
            if (topic.kind() == Topic.Kind.FLOW) {
                create(topic.deadLetterName(), 1, topic.config());
            }
        }
        List<String> names = topics.stream().map(Topic::topicName).toList();
        Map<String, TopicDescription> found =
                onceKnown(() -> admin.describeTopics(names).allTopicNames());
        Map<ConfigResource, Config> configs =
                onceKnown(
                        () ->
                                admin.describeConfigs(
                                                names.stream()
                                                        .map(TopicAdmin::resource)
                                                        .collect(Collectors.toSet()))
                                        .all());
        List<String> differences = new ArrayList<>();
        for (Topic topic : topics) {
            int partitions = found.get(topic.topicName()).partitions().size();
            if (partitions != topic.partitions()) {
                differences.add(
                        "%s has %d partitions, %d are needed"
                                .formatted(topic.topicName(), partitions, topic.partitions()));
            }
            Config config = configs.get(resource(topic.topicName()));
            topic.config()
                    .forEach(
                            (name, wanted) -> {
                                String value = config.get(name).value();
                                if (!wanted.equals(value)) {
                                    differences.add(
                                            "%s has %s=%s, %s is needed"
                                                    .formatted(
                                                            topic.topicName(),
                                                            name,
                                                            value,
                                                            wanted));
                                }
                            });
        }
        if (!differences.isEmpty()) {
            throw new IllegalStateException(String.join("; ", differences));
        }
    }

    /** A group without an offset starts at 0, not at whatever is left. */
    void startAtZero(String group, Set<Topic> topics) {
        Set<TopicPartition> partitions = partitions(topics);
        Map<TopicPartition, OffsetAndMetadata> known = committed(group);
        Map<TopicPartition, OffsetAndMetadata> missing = new HashMap<>();
        partitions.stream()
                .filter(partition -> known.get(partition) == null)
                .forEach(partition -> missing.put(partition, new OffsetAndMetadata(0)));
        if (!missing.isEmpty()) {
            await(admin.alterConsumerGroupOffsets(group, missing).all());
        }
    }

    Map<TopicPartition, OffsetAndMetadata> committed(String group) {
        return await(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
    }

    static Set<TopicPartition> partitions(Set<Topic> topics) {
        return topics.stream()
                .flatMap(
                        topic ->
                                IntStream.range(0, topic.partitions())
                                        .mapToObj(p -> new TopicPartition(topic.topicName(), p)))
                .collect(Collectors.toSet());
    }

    private void create(String name, int partitions, Map<String, String> config) {
        try {
            await(
                    admin.createTopics(
                                    List.of(
                                            new NewTopic(name, partitions, BROKER_DEFAULT)
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
