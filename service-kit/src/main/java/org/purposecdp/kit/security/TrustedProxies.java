package org.purposecdp.kit.security;

import java.util.List;
import java.util.Optional;
import java.util.Set;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.runtime.StartupEvent;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Refuses to start where everybody's X-Forwarded headers would be believed: without a list Quarkus
 * trusts whoever connects.
 */
@ApplicationScoped
class TrustedProxies {
    private static final Set<String> EVERYBODY = Set.of("0.0.0.0/0", "::/0");

    private final boolean forwarding;
    private final List<String> trusted;

    TrustedProxies(
            @ConfigProperty(name = "quarkus.http.proxy.proxy-address-forwarding")
                    boolean forwarding,
            @ConfigProperty(name = "quarkus.http.proxy.trusted-proxies")
                    Optional<List<String>> trusted) {
        this.forwarding = forwarding;
        this.trusted = trusted.orElse(List.of());
    }

    void check(@Observes @Priority(1) StartupEvent event) {
        if (forwarding && (trusted.isEmpty() || trusted.stream().anyMatch(EVERYBODY::contains))) {
            throw new IllegalStateException(
                    "CDP_PROXY_ENABLED is true and CDP_PROXY_TRUSTED names no proxy; it takes"
                            + " addresses or networks, as 10.1.2.3 or 10.1.0.0/16, of proxies alone");
        }
    }
}
