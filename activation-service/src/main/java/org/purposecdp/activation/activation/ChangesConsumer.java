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
                .invoke(
                        due -> {
                            if (due) {
                                sender.wake();
                            }
                        })
                .replaceWithVoid();
    }

    private Uni<Changes> definitions(SqlConnection tx) {
        return audiences
                .keep(tx)
                .chain(() -> audiences.all(tx))
                .chain(held -> activations.all(tx).map(active -> new Changes(held, active)));
    }

    /** Whether something has become due. */
    private Uni<Boolean> take(SqlConnection tx, Changes known, List<ProfileChange> changes) {
        return views.write(tx, changes)
                .call(taken -> memberships.end(tx, taken.ended()))
                .chain(
                        taken ->
                                add(tx, known, changes, taken)
                                        .chain(
                                                added ->
                                                        queue.release(tx, taken.profiles())
                                                                .map(one -> one || added)));
    }

    private Uni<Boolean> add(
            SqlConnection tx, Changes known, List<ProfileChange> changes, Views.Taken taken) {
        return memberships
                .write(tx, known.standings(taken))
                .map(entries -> known.deliveries(changes, entries))
                .call(deliveries -> queue.add(tx, deliveries))
                .map(deliveries -> !deliveries.isEmpty());
    }
}
