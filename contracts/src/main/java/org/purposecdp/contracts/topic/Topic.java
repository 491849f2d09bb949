package org.purposecdp.contracts.topic;

import java.util.Map;
import java.util.Set;

/**
 * Every topic of the platform. Keys and headers are pseudonymous; a flow topic is a queue that is
 * trimmed behind its slowest subscriber, a state topic is compacted and carries full states.
 */
public enum Topic {
    RECORDS_RECEIVED(
            "cdp.records.received.v1",
            Kind.FLOW,
            4,
            "identity-service",
            Set.of("identity-service")),
    RECORDS_RESOLVED(
            "cdp.records.resolved.v1", Kind.FLOW, 4, "identity-service", Set.of("profile-service")),
    IDENTITY_CLUSTERS(
            "cdp.identity.clusters.v1",
            Kind.STATE,
            4,
            "identity-service",
            Set.of("consent-service")),
    IDENTITY_SOURCES(
            "cdp.identity.sources.v1",
            Kind.STATE,
            1,
            "identity-service",
            Set.of("consent-service")),
    CONSENT_SIGNALS(
            "cdp.consent.signals.v1", Kind.FLOW, 4, "identity-service", Set.of("consent-service")),
    POLICY(
            "cdp.policy.v1",
            Kind.STATE,
            1,
            "consent-service",
            Set.of("identity-service", "profile-service", "activation-service")),
    SUBJECTS(
            "cdp.subjects.v1",
            Kind.STATE,
            4,
            "consent-service",
            Set.of("identity-service", "profile-service", "activation-service")),
    PROFILE_CHANGES(
            "cdp.profile.changes.v1",
            Kind.FLOW,
            4,
            "profile-service",
            Set.of("activation-service")),
    FENCE_ACKS("cdp.fence.acks.v1", Kind.FLOW, 4, "profile-service", Set.of("consent-service")),
    DELIVERIES("cdp.deliveries.v1", Kind.FLOW, 4, "activation-service", Set.of());

    /** How a topic is kept. */
    public enum Kind {
        FLOW,
        STATE
    }

    private static final String FOURTEEN_DAYS_MS = "1209600000";

    private final String topicName;
    private final Kind kind;
    private final int partitions;
    private final String owner;
    private final Set<String> subscribers;

    Topic(String topicName, Kind kind, int partitions, String owner, Set<String> subscribers) {
        this.topicName = topicName;
        this.kind = kind;
        this.partitions = partitions;
        this.owner = owner;
        this.subscribers = subscribers;
    }

    public String topicName() {
        return topicName;
    }

    public String deadLetterName() {
        return topicName + ".dlq";
    }

    public Kind kind() {
        return kind;
    }

    public int partitions() {
        return partitions;
    }

    /** The service that writes it, first among equals where several do. */
    public String owner() {
        return owner;
    }

    /** Names of the services that read it; each reads under a group of its own name. */
    public Set<String> subscribers() {
        return subscribers;
    }

    /** Whether this service writes or reads the topic and so checks it at start. */
    public boolean usedBy(String service) {
        return owner.equals(service)
                || subscribers.contains(service)
                || this == FENCE_ACKS
                        && (service.equals("activation-service")
                                || service.equals("identity-service"));
    }

    /**
     * The service that deletes what all subscribers have read: the only subscriber, or
     * consent-service where there are several. Topics without subscribers are kept by time.
     */
    public boolean trimmedBy(String service) {
        if (kind == Kind.STATE || subscribers.isEmpty()) {
            return false;
        }
        return subscribers.size() == 1
                ? subscribers.contains(service)
                : service.equals("consent-service");
    }

    /** Topic-level settings that a broker must agree to. */
    public Map<String, String> config() {
        return switch (kind) {
            case FLOW ->
                    Map.of(
                            "cleanup.policy", "delete",
                            "retention.ms", FOURTEEN_DAYS_MS,
                            "message.timestamp.type", "LogAppendTime",
                            "segment.ms", "60000",
                            "file.delete.delay.ms", "1000");
            case STATE ->
                    Map.of(
                            "cleanup.policy", "compact",
                            "min.compaction.lag.ms", "0",
                            "max.compaction.lag.ms", "86400000",
                            "file.delete.delay.ms", "1000");
        };
    }
}
