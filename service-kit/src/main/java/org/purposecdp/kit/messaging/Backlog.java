package org.purposecdp.kit.messaging;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.scheduler.Scheduled;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

import org.purposecdp.contracts.topic.Keeping;
import org.purposecdp.contracts.topic.Topic;

/**
 * Whether a subscriber of a flow topic is so far behind that what is taken in now might be deleted
 * before it is read. Looked for only where {@code cdp.backlog.limit} says how far that is.
 */
@ApplicationScoped
public class Backlog {
    private static final Logger LOG = Logger.getLogger(Backlog.class);

    private final KafkaAdmin kafka;
    private final Optional<Duration> limit;
    private volatile boolean tooOld;

    Backlog(
            KafkaAdmin kafka,
            @ConfigProperty(name = "cdp.backlog.limit") Optional<Duration> limit) {
        this.kafka = kafka;
        this.limit = limit;
    }

    public boolean tooOld() {
        return tooOld;
    }

    @Scheduled(
            every = "${cdp.backlog.every:30s}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void look() {
        limit.ifPresent(this::look);
    }

    private void look(Duration limit) {
        try {
            Instant since = Instant.now().minus(limit);
            boolean found =
                    Arrays.stream(Topic.values())
                            .filter(topic -> topic.keeping() == Keeping.TRIMMED)
                            .anyMatch(topic -> kafka.offsets().behind(topic, since));
            if (found != tooOld) {
                LOG.warnf(
                        found
                                ? "a subscriber has not read what is older than %s: capture stops"
                                : "no subscriber is behind by %s any more: capture goes on",
                        limit);
            }
            tooOld = found;
        } catch (RuntimeException e) {
            LOG.warnf("how far subscribers are is not known now: %s", e.getMessage());
        }
    }
}
