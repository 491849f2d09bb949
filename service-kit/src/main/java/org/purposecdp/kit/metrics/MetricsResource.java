package org.purposecdp.kit.metrics;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.smallrye.common.annotation.Blocking;

/**
 * The service's metrics in Prometheus' text form. Quarkus' own route takes no token, so this stands
 * in its place; a scraper gets one by OAuth 2 client credentials.
 */
@Path("/q/metrics")
public class MetricsResource {
    private final PrometheusMeterRegistry registry;

    MetricsResource(PrometheusMeterRegistry registry) {
        this.registry = registry;
    }

    @GET
    @Blocking
    @jakarta.ws.rs.Produces("text/plain; version=0.0.4; charset=utf-8")
    @RolesAllowed({"platform:metrics:read", "admin"})
    public String scrape() {
        return registry.scrape();
    }

    @Singleton
    static class Registry {
        @Produces
        @Singleton
        PrometheusMeterRegistry registry() {
            return new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        }
    }
}
