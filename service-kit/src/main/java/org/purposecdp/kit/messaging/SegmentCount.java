package org.purposecdp.kit.messaging;

import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.quarkus.scheduler.Scheduled;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

import org.purposecdp.contracts.topic.Keeping;
import org.purposecdp.contracts.topic.Topic;
import org.purposecdp.kit.messaging.TopicAdmin.Wanted;

/**
 * Tells how many segments each topic has at most, which a broker does not say: by its settings as
 * they are, the age of its oldest record and its bytes. A topic that could not be looked at is not
 * told of.
 */
@ApplicationScoped
class SegmentCount {
    static final String GAUGE = "cdp.topic.segments";

    private static final Logger LOG = Logger.getLogger(SegmentCount.class);

    /** Trimmed away and not removed yet: about what the broker's next look takes. */
    private static final long ON_THEIR_WAY = 2;

    private final KafkaAdmin kafka;
    private final String service;
    private final Clock clock;
    private final MultiGauge gauge;

    @Inject
    SegmentCount(
            KafkaAdmin kafka,
            MeterRegistry meters,
            @ConfigProperty(name = "quarkus.application.name") String service) {
        this(kafka, meters, service, Clock.systemUTC());
    }

    SegmentCount(KafkaAdmin kafka, MeterRegistry meters, String service, Clock clock) {
        this.kafka = kafka;
        this.service = service;
        this.clock = clock;
        this.gauge =
                MultiGauge.builder(GAUGE)
                        .description("The most log segments that all partitions may have")
                        .register(meters);
    }

    @Scheduled(
            every = "5m",
            delayed = "30s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void count() {
        gauge.register(rows(), true);
    }

    private List<Row<?>> rows() {
        try {
            Map<TopicPartition, Long> sizes = kafka.topics().sizes();
            return Arrays.stream(Topic.values())
                    .filter(topic -> topic.usedBy(service))
                    .flatMap(Wanted::of)
                    .flatMap(topic -> row(topic, sizes).stream())
                    .collect(Collectors.toList());
        } catch (RuntimeException e) {
            LOG.warnf("segments of topics are not known now: %s", e.getMessage());
            return List.of();
        }
    }

    private Optional<Row<?>> row(Wanted topic, Map<TopicPartition, Long> sizes) {
        try {
            return Optional.of(Row.of(Tags.of("topic", topic.name()), most(topic, sizes)));
        } catch (RuntimeException e) {
            LOG.warnf("segments of %s are not known now: %s", topic.name(), e.getMessage());
            return Optional.empty();
        }
    }

    private long most(Wanted topic, Map<TopicPartition, Long> sizes) {
        Config config = kafka.topics().config(topic.name());
        long segmentBytes = Long.parseLong(config.get("segment.bytes").value());
        Map<TopicPartition, Long> starts = offsets(topic, OffsetSpec.earliest());
        Map<TopicPartition, Long> ends = offsets(topic, OffsetSpec.latest());
        long byTime =
                topic.keeping().segments(age(topic, starts), TopicAdmin.segmentLength(config));
        return topic.all().stream()
                .mapToLong(
                        partition ->
                                Math.min(
                                        ends.get(partition) - starts.get(partition) + ON_THEIR_WAY,
                                        byTime + sizes.getOrDefault(partition, 0L) / segmentBytes))
                .sum();
    }

    /** Of the oldest record, at most twice too high: a broker tells no record's age. */
    private Duration age(Wanted topic, Map<TopicPartition, Long> starts) {
        Duration age = Keeping.MINUTE;
        while (topic.keeping() != Keeping.COMPACTED
                && age.compareTo(Keeping.RETENTION) < 0
                && kafka.offsets().older(starts, clock.instant().minus(age))) {
            age = age.multipliedBy(2);
        }
        return age.compareTo(Keeping.RETENTION) < 0 ? age : Keeping.RETENTION;
    }

    private Map<TopicPartition, Long> offsets(Wanted topic, OffsetSpec spec) {
        return kafka.offsets().of(topic.all(), spec).entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().offset()));
    }
}
