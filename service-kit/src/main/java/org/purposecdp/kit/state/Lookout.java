package org.purposecdp.kit.state;

import java.time.Duration;
import java.time.Instant;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Default;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

import org.purposecdp.kit.problem.CommonProblem;
import org.purposecdp.kit.problem.ProblemException;

/**
 * As of when the service sees the state topics: all that was in them then is applied. Cut off from
 * the broker it would go on by what may have been taken back; past {@code cdp.lookout.limit} it is
 * blind, and decides, shows and sends nothing.
 */
@Default // @Readiness is a qualifier, and alone would hide the bean from those who inject it
@Readiness
@ApplicationScoped
public class Lookout implements HealthCheck {
    private final StateTopics topics;
    private final Duration limit;

    Lookout(
            StateTopics topics,
            @ConfigProperty(name = "cdp.lookout.limit", defaultValue = "2M") Duration limit) {
        this.topics = topics;
        this.limit = limit;
    }

    void tell(@Observes StartupEvent event, MeterRegistry meters) {
        meters.gauge("cdp.lookout.age.seconds", this, lookout -> lookout.age().toMillis() / 1000.0);
    }

    public boolean blind() {
        return age().compareTo(limit) > 0;
    }

    /**
     * @throws ProblemException 503 when blind
     */
    public void require() {
        if (blind()) {
            throw new ProblemException(
                            CommonProblem.NOT_READY,
                            "What is permitted has been out of sight since " + topics.seenAsOf())
                    .withRetryAfter(10);
        }
    }

    private Duration age() {
        return Duration.between(topics.seenAsOf(), Instant.now());
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("lookout")
                .up() // what needs no sight goes on: capture, and every "no"
                .withData("asOf", topics.seenAsOf().toString())
                .withData("blind", blind())
                .build();
    }
}
