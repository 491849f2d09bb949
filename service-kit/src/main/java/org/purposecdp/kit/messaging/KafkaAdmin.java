package org.purposecdp.kit.messaging;

import java.util.Map;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The service's one admin client. */
@ApplicationScoped
class KafkaAdmin {
    private final Admin admin;

    KafkaAdmin(@ConfigProperty(name = "kafka.bootstrap.servers") String bootstrap) {
        this.admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap));
    }

    Admin admin() {
        return admin;
    }

    TopicAdmin topics() {
        return new TopicAdmin(admin);
    }

    Offsets offsets() {
        return new Offsets(admin);
    }

    @PreDestroy
    void close() {
        admin.close();
    }
}
