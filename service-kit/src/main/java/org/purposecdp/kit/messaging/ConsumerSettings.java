package org.purposecdp.kit.messaging;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.eclipse.microprofile.config.inject.ConfigProperty;

import org.purposecdp.contracts.topic.Topic;

/** How the service's consumers are set. */
@ApplicationScoped
public class ConsumerSettings {
    /** A killed instance's partitions move on after this: the least that brokers accept. */
    private static final int SESSION_MS = 6_000;

    private static final int MOST_RECORDS = 1_000;

    /**
     * What comes is told at once. One that is idle asks no more often than this, since that is most
     * of what the platform costs at rest; a partition that is new here waits for it once.
     */
    private static final int IDLE_MS = 2_000;

    private final String bootstrap;
    private final String service;
    private final Optional<String> instance;

    public ConsumerSettings(
            @ConfigProperty(name = "kafka.bootstrap.servers") String bootstrap,
            @ConfigProperty(name = "quarkus.application.name") String service,
            @ConfigProperty(name = "cdp.instance") Optional<String> instance) {
        this.bootstrap = bootstrap;
        this.service = service;
        this.instance = instance;
    }

    /** Whole, without a group. */
    public Map<String, Object> state() {
        Map<String, Object> settings = common();
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        return settings;
    }

    /** Shared by the service's instances. An offset that is out of range means lost data. */
    Map<String, Object> flow(Topic topic) {
        Map<String, Object> settings = shared(topic.group(service));
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        return settings;
    }

    /** Somebody else's topic, which may be made later or anew; shared as {@link #flow} is. */
    public Map<String, Object> foreign(String group, int mostRecords) {
        Map<String, Object> settings = shared(service + '.' + group);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, mostRecords);
        return settings;
    }

    private Map<String, Object> shared(String group) {
        Map<String, Object> settings = common();
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, group);
        settings.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, SESSION_MS);
        settings.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, SESSION_MS / 3);
        settings.put(
                ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
                CooperativeStickyAssignor.class.getName());
        // One that comes back under its name within the session moves no partition.
        instance.ifPresent(name -> settings.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, name));
        return settings;
    }

    private Map<String, Object> common() {
        Map<String, Object> settings = new HashMap<>();
        settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
        settings.put(ConsumerConfig.CLIENT_ID_CONFIG, service);
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, MOST_RECORDS);
        settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, IDLE_MS);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        return settings;
    }
}
