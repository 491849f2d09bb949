package org.purposecdp.consent.cluster;

import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import org.jboss.logging.Logger;

import org.purposecdp.contracts.cluster.ClusterState;
import org.purposecdp.contracts.json.Json;
import org.purposecdp.kit.state.StateRecord;

/**
 * What some messages of {@code identity.clusters} come to: the last state of each cluster.
 *
 * @param read the last message of each cluster that can be read
 * @param unreadable the last of each that cannot: it blocks the cluster unless that is read from
 *     there on
 */
record ClusterBatch(
        Map<String, ClusterState> clusters,
        Map<String, StateRecord> read,
        TreeMap<String, StateRecord> unreadable) {
    private static final Logger LOG = Logger.getLogger(ClusterBatch.class);

    static ClusterBatch of(List<StateRecord> records) {
        ClusterBatch batch =
                new ClusterBatch(new LinkedHashMap<>(), new HashMap<>(), new TreeMap<>());
        records.forEach(batch::take);
        return batch;
    }

    private void take(StateRecord record) {
        try {
            ClusterState cluster = Json.parse(record.value(), ClusterState.class);
            clusters.merge(
                    cluster.profileId(), cluster, (a, b) -> b.version() > a.version() ? b : a);
            read.put(record.key(), record);
        } catch (UncheckedIOException | IllegalArgumentException | NullPointerException e) {
            LOG.errorf(
                    "a cluster cannot be read, its key is blocked: partition %d offset %d",
                    record.partition(), record.offset());
            unreadable.put(record.key(), record);
        }
    }

    /**
     * One row of the table of Subjects.
     *
     * @param appliedAt offset of what is applied; null for nothing
     * @param blockedAt offset of what cannot be read; null for nothing
     */
    record Row(
            String profileId,
            long version,
            boolean toldBlocked,
            int partition,
            Long appliedAt,
            Long blockedAt) {}

    /**
     * @param newer those of the clusters that are newer than what is on file
     */
    List<Row> rows(List<ClusterState> newer) {
        Map<String, ClusterState> byId = new HashMap<>();
        newer.forEach(cluster -> byId.put(cluster.profileId(), cluster));
        Set<String> ids = new TreeSet<>(byId.keySet());
        ids.addAll(unreadable.keySet());
        return ids.stream().map(id -> row(id, byId.get(id))).toList();
    }

    private Row row(String id, ClusterState cluster) {
        StateRecord bad = unreadable.get(id);
        StateRecord good = cluster == null ? null : read.get(id);
        return new Row(
                id,
                cluster == null ? 0 : cluster.version(),
                cluster != null && cluster.blocked(),
                (good == null ? bad : good).partition(),
                good == null ? null : (Long) good.offset(),
                bad == null ? null : (Long) bad.offset());
    }
}
