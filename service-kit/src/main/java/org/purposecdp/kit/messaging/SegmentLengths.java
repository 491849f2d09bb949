package org.purposecdp.kit.messaging;

import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import io.quarkus.scheduler.Scheduled;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

import org.purposecdp.contracts.topic.Keeping;
import org.purposecdp.contracts.topic.Topic;

/**
 * Has trimmed topics written in segments of a minute, and of an hour while a subscriber is far
 * behind. Whoever uses a topic sees to it: the service that trims may be the one that stands.
 */
@ApplicationScoped
class SegmentLengths {
    private static final Logger LOG = Logger.getLogger(SegmentLengths.class);

    private final KafkaAdmin kafka;
    private final String service;
    private final Clock clock;

    @Inject
    SegmentLengths(
            KafkaAdmin kafka, @ConfigProperty(name = "quarkus.application.name") String service) {
        this(kafka, service, Clock.systemUTC());
    }

    SegmentLengths(KafkaAdmin kafka, String service, Clock clock) {
        this.kafka = kafka;
        this.service = service;
        this.clock = clock;
    }

    @Scheduled(
            every = "1m",
            delayed = "20s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void set() {
        Arrays.stream(Topic.values())
                .filter(topic -> topic.keeping() == Keeping.TRIMMED && topic.usedBy(service))
                .forEach(this::trySet);
    }

    private void trySet(Topic topic) {
        try {
            set(topic);
        } catch (RuntimeException e) {
            LOG.warnf(
                    "the segments of %s stay as long as they are: %s",
                    topic.topicName(), e.getMessage());
        }
    }

    private void set(Topic topic) {
        Duration wanted =
                kafka.offsets().behind(topic, clock.instant().minus(Keeping.FAR_BEHIND))
                        ? Keeping.HOUR
                        : Keeping.MINUTE;
        if (!wanted.equals(kafka.topics().segmentLength(topic))) {
            kafka.topics().setSegmentLength(topic, wanted);
            LOG.infof("segments of %s are %s from now on", topic.topicName(), wanted);
        }
    }
}
