package org.purposecdp.identity.node;

import java.util.List;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;

import org.purposecdp.contracts.cluster.ClusterState;
import org.purposecdp.contracts.json.Json;
import org.purposecdp.contracts.topic.Topic;
import org.purposecdp.kit.outbox.Outbox;
import org.purposecdp.kit.outbox.OutboxRow;

/** Tells of changed clusters on {@code identity.clusters}, by way of the outbox. */
public final class ClusterEvents {
    private final Outbox outbox;

    public ClusterEvents(Outbox outbox) {
        this.outbox = outbox;
    }

    /** In the transaction of the change. */
    Uni<Void> append(SqlConnection tx, List<ClusterState> states) {
        return outbox.append(tx, states.stream().map(ClusterEvents::row).toList());
    }

    void committed() {
        outbox.wake();
    }

    private static OutboxRow row(ClusterState state) {
        return new OutboxRow(
                Topic.IDENTITY_CLUSTERS,
                state.profileId(),
                state.version(),
                "cluster.changed.v1",
                Json.bytes(state));
    }
}
