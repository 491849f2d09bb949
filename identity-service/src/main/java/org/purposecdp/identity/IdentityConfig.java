package org.purposecdp.identity;

import java.util.List;
import java.util.function.Supplier;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import org.eclipse.microprofile.config.inject.ConfigProperty;

import org.purposecdp.contracts.cluster.ClusterState;
import org.purposecdp.contracts.identifier.Normaliser;
import org.purposecdp.contracts.identifier.Normalisers;
import org.purposecdp.contracts.identifier.Pseudonyms;
import org.purposecdp.contracts.json.Json;
import org.purposecdp.contracts.topic.Topic;
import org.purposecdp.identity.node.Resolver;
import org.purposecdp.kit.outbox.Outbox;
import org.purposecdp.kit.outbox.OutboxRow;
import org.purposecdp.kit.state.PolicyHolder;

/** The pure parts, as beans. */
@ApplicationScoped
class IdentityConfig {

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

    @Produces
    @Singleton
    Resolver resolver(Pool pool, PolicyHolder policies, Outbox outbox) {
        return new Resolver(
                pool,
                policies::identityRules,
                new Resolver.Changes() {
                    @Override
                    public Uni<Void> append(SqlConnection tx, List<ClusterState> states) {
                        return outbox.append(tx, rows(states));
                    }

                    @Override
                    public void committed() {
                        outbox.wake();
                    }
                });
    }

    private static List<OutboxRow> rows(List<ClusterState> states) {
        return states.stream()
                .map(
                        state ->
                                new OutboxRow(
                                        Topic.IDENTITY_CLUSTERS,
                                        state.profileId(),
                                        state.version(),
                                        "cluster.changed.v1",
                                        Json.bytes(state)))
                .toList();
    }
}
