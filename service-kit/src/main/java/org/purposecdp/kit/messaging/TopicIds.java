package org.purposecdp.kit.messaging;

import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import org.apache.kafka.clients.admin.TopicDescription;

/**
 * Topics' ids, asked each time: one that was made anew has another, and its offsets start again.
 */
@ApplicationScoped
class TopicIds {
    private final KafkaAdmin kafka;

    TopicIds(KafkaAdmin kafka) {
        this.kafka = kafka;
    }

    /** Id by name, on the caller's Vert.x context. */
    Uni<Map<String, String>> of(Collection<String> names) {
        return Uni.createFrom().deferred(() -> of(names, Vertx.currentContext()));
    }

    private Uni<Map<String, String>> of(Collection<String> names, Context caller) {
        Uni<Map<String, String>> ids =
                Uni.createFrom()
                        .completionStage(
                                () ->
                                        kafka.admin()
                                                .describeTopics(names)
                                                .allTopicNames()
                                                .toCompletionStage())
                        .map(TopicIds::ids);
        return caller == null
                ? ids
                : ids.emitOn(task -> caller.runOnContext(ignored -> task.run()));
    }

    private static Map<String, String> ids(Map<String, TopicDescription> described) {
        return described.values().stream()
                .collect(
                        Collectors.toMap(
                                TopicDescription::name, topic -> topic.topicId().toString()));
    }
}
