package org.purposecdp.identity.node;

import java.util.List;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import org.jboss.logging.Logger;

import org.purposecdp.contracts.cluster.ClusterState;
import org.purposecdp.contracts.json.Json;
import org.purposecdp.contracts.topic.MessageSize;
import org.purposecdp.contracts.topic.Topic;
import org.purposecdp.kit.outbox.Outbox;
import org.purposecdp.kit.outbox.OutboxRow;

/** Tells of changed clusters on {@code identity.clusters}, by way of the outbox. */
public final class ClusterEvents {
    private static final Logger LOG = Logger.getLogger(ClusterEvents.class);

    private final Outbox outbox;
    private final Runnable blocked;

    /**
     * @param blocked told of each cluster that is too large to be told
     */
    public ClusterEvents(Outbox outbox, Runnable blocked) {
        this.outbox = outbox;
        this.blocked = blocked;
    }

    /** In the transaction of the change. */
    Uni<Void> append(SqlConnection tx, List<ClusterState> states) {
        return outbox.append(tx, states.stream().map(this::row).toList());
    }

    private OutboxRow row(ClusterState state) {
        return new OutboxRow(
                Topic.IDENTITY_CLUSTERS,
                state.profileId(),
                state.version(),
                "cluster.changed.v1",
                fitting(state));
    }

    /** One that no topic would take is told as blocked, until a later version fits. */
    byte[] fitting(ClusterState state) {
        byte[] whole = Json.bytes(state);
        if (MessageSize.fits(whole)) {
            return whole;
        }
        LOG.errorf(
                "cluster %s has %d bytes: told as blocked, everything is denied to whom it is of",
                state.profileId(), whole.length);
        blocked.run();
        return Json.bytes(ClusterState.blocked(state.profileId(), state.version()));
    }
}
