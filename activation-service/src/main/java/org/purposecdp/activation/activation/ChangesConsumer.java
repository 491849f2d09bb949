package org.purposecdp.activation.activation;

import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;

import org.purposecdp.activation.audience.Audiences;
import org.purposecdp.activation.audience.Memberships;
import org.purposecdp.activation.delivery.Queue;
import org.purposecdp.activation.delivery.Sender;
import org.purposecdp.activation.view.Views;
import org.purposecdp.contracts.profile.ProfileChange;
import org.purposecdp.contracts.topic.Topic;
import org.purposecdp.kit.messaging.Batches.Item;
import org.purposecdp.kit.messaging.FlowTopics;

/** Takes changes of views: copy, memberships and deliveries in one transaction a batch. */
@ApplicationScoped
public class ChangesConsumer {
    private final Pool pool;
    private final Audiences audiences;
    private final Activations activations;
    private final Views views;
    private final Memberships memberships;
    private final Queue queue;
    private final Sender sender;

    ChangesConsumer(
            Pool pool,
            Audiences audiences,
            Activations activations,
            Views views,
            Memberships memberships,
            Queue queue,
            Sender sender) {
        this.pool = pool;
        this.audiences = audiences;
        this.activations = activations;
        this.views = views;
        this.memberships = memberships;
        this.queue = queue;
        this.sender = sender;
    }

    void register(@Observes StartupEvent event, FlowTopics topics) {
        topics.register(
                Topic.PROFILE_CHANGES,
                ProfileChange.class,
                items -> take(items.stream().map(Item::value).toList()));
    }

    private Uni<Void> take(List<ProfileChange> changes) {
        return pool.withTransaction(tx -> definitions(tx).chain(known -> take(tx, known, changes)))
                .invoke(sender::wake);
    }

    private Uni<Changes> definitions(SqlConnection tx) {
        return audiences
                .keep(tx)
                .chain(() -> audiences.all(tx))
                .chain(held -> activations.all(tx).map(active -> new Changes(held, active)));
    }

    private Uni<Void> take(SqlConnection tx, Changes known, List<ProfileChange> changes) {
        return views.write(tx, changes)
                .call(taken -> memberships.end(tx, taken.ended()))
                .call(taken -> evaluate(tx, known, taken))
                .call(() -> queue.add(tx, known.triggered(changes)))
                .chain(taken -> queue.release(tx, taken.profiles()));
    }

    private Uni<Void> evaluate(SqlConnection tx, Changes known, Views.Taken taken) {
        return memberships
                .write(tx, known.standings(taken))
                .chain(entries -> queue.add(tx, known.entered(entries)));
    }
}
