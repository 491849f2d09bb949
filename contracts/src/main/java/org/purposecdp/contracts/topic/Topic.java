package org.purposecdp.contracts.topic;

import java.util.Locale;
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

    public Keeping keeping() {
        if (kind == Kind.STATE) {
            return Keeping.COMPACTED;
        }
        return subscribers.isEmpty() ? Keeping.BY_TIME : Keeping.TRIMMED;
    }

    public int partitions() {
        return partitions;
    }

    /** The service that writes it, first among equals where several do. */
    public String owner() {
        return owner;
    }

    /** Names of the services that read it. */
    public Set<String> subscribers() {
        return subscribers;
    }

    /** Whether the service takes part in a consumer group of it. */
    public boolean flowsTo(String service) {
        return kind == Kind.FLOW && subscribers.contains(service);
    }

    /**
     * The consumer group that a subscriber reads it under, as {@code
     * consent-service.consent-signals}. One for each topic: a group's offsets can be set only while
     * nobody is in it, so a service that had one for all could not begin a further topic beside its
     * own older instances.
     */
    public String group(String service) {
        if (!flowsTo(service)) {
            throw new IllegalArgumentException(
                    "%s reads %s in no group".formatted(service, topicName));
        }
        return service + "." + name().toLowerCase(Locale.ROOT).replace('_', '-');
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
        if (keeping() != Keeping.TRIMMED) {
            return false;
        }
        return subscribers.size() == 1
                ? subscribers.contains(service)
                : service.equals("consent-service");
    }
}
