package org.purposecdp.identity.node;

import java.time.Duration;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.runtime.Startup;
import org.jboss.logging.Logger;

import org.purposecdp.kit.state.PolicyHolder;

/**
 * Has clusters cut again when the register's identity rules change, without waiting for records.
 */
@Startup
@ApplicationScoped
class RulesInForce {
    private static final Logger LOG = Logger.getLogger(RulesInForce.class);

    RulesInForce(PolicyHolder policies, Resolver resolver) {
        policies.onChange(
                policy ->
                        resolver.applyRules()
                                .onFailure()
                                .retry()
                                .withBackOff(Duration.ofMillis(200), Duration.ofSeconds(30))
                                .indefinitely()
                                .subscribe()
                                .with(
                                        done -> {},
                                        failure ->
                                                LOG.errorf(
                                                        "identity rules of policy %d are not"
                                                                + " applied: %s",
                                                        policy.version(), failure.getClass())));
    }
}
