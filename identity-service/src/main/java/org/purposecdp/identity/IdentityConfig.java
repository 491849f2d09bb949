package org.purposecdp.identity;

import java.util.function.Supplier;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.mutiny.sqlclient.Pool;
import org.eclipse.microprofile.config.inject.ConfigProperty;

import org.purposecdp.contracts.identifier.Normaliser;
import org.purposecdp.contracts.identifier.Normalisers;
import org.purposecdp.contracts.identifier.Pseudonyms;
import org.purposecdp.contracts.policy.Policy;
import org.purposecdp.contracts.topic.Topic;
import org.purposecdp.identity.node.ClusterEvents;
import org.purposecdp.identity.node.Models;
import org.purposecdp.identity.node.Resolver;
import org.purposecdp.identity.node.Rules;
import org.purposecdp.identity.node.Stewardship;
import org.purposecdp.kit.outbox.Outbox;
import org.purposecdp.kit.state.PolicyHolder;
import org.purposecdp.kit.work.Workers;

/** The pure parts, as beans. */
@ApplicationScoped
class IdentityConfig {
    private static final int MOST_BODIES_WAITING = 256;

    @Produces
    @Singleton
    Pseudonyms pseudonyms(@ConfigProperty(name = "cdp.identifier.key") String key) {
        return Pseudonyms.ofKey(key);
    }

    @Produces
    @Singleton
    Supplier<Normaliser> normaliser(PolicyHolder policies) {
        Normalisers normalisers = new Normalisers();
        return () -> normalisers.of(policies.identityRules());
    }

    /** On whose threads the bodies of capture are read. */
    @Produces
    @Singleton
    Workers bodies() {
        return new Workers("cdp-bodies", MOST_BODIES_WAITING);
    }

    @Produces
    @Singleton
    Resolver resolver(Pool pool, PolicyHolder policies, Outbox outbox, MeterRegistry registry) {
        Counter blocked =
                registry.counter("cdp.blocked.keys", "topic", Topic.IDENTITY_CLUSTERS.topicName());
        Resolver resolver =
                new Resolver(
                        pool,
                        () ->
                                new Rules(
                                        policies.current().map(Policy::version).orElse(0L),
                                        policies.identityRules()),
                        new ClusterEvents(outbox, blocked::increment));
        FunctionCounter.builder("cdp.matching.keys.left.out", resolver, Resolver::keysLeftOut)
                .description("blocking keys that are too common and not narrowed down")
                .register(registry);
        return resolver;
    }

    @Produces
    @Singleton
    Stewardship stewardship(Resolver resolver) {
        return new Stewardship(resolver);
    }

    @Produces
    @Singleton
    Models models(Resolver resolver) {
        return new Models(resolver);
    }
}
