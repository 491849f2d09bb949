package org.purposecdp.consent.cluster;

import java.util.List;
import java.util.Map;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;

import org.purposecdp.consent.subject.Subjects;
import org.purposecdp.contracts.cluster.ClusterState;
import org.purposecdp.contracts.json.Json;
import org.purposecdp.kit.state.StateRecord;

/** Clusters as identity-service tells of them. */
public final class Clusters {
    private final ClusterStore store;

    public Clusters(Pool pool, Subjects subjects) {
        this.store = new ClusterStore(pool, subjects, new SimpleMeterRegistry());
    }

    public Uni<Void> tell(List<ClusterState> states) {
        return store.apply(
                states.stream()
                        .map(state -> new StateRecord(state.profileId(), Json.bytes(state), 0, 1))
                        .toList(),
                Map.of(0, 2L));
    }
}
