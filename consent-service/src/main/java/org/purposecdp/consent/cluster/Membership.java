package org.purposecdp.consent.cluster;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.purposecdp.contracts.cluster.ClusterState;

/**
 * Works out who holds each node after some clusters' states: the highest node version wins,
 * whichever of two clusters is read first.
 */
final class Membership {
    private final Map<String, Held> held = new HashMap<>();
    private final Map<String, Held> changed = new LinkedHashMap<>();
    private final Set<String> profiles = new TreeSet<>();

    /**
     * @param profileId null between two clusters' states
     */
    record Held(String profileId, ClusterState.Node node) {}

    /**
     * @param nodes to be written
     * @param profiles whose Subjects must be derived again, those that lost a node too
     */
    record Plan(List<Held> nodes, Set<String> profiles) {}

    /**
     * @param held the nodes that the clusters name and those that their profiles hold
     */
    static Plan plan(Collection<ClusterState> clusters, Collection<Held> held) {
        Membership membership = new Membership();
        held.forEach(row -> membership.held.put(row.node().nodeId(), row));
        clusters.forEach(membership::apply);
        return new Plan(new ArrayList<>(membership.changed.values()), membership.profiles);
    }

    /**
     * One that is blocked names nothing: who was in it stays, and so does who left it for another.
     */
    private void apply(ClusterState cluster) {
        profiles.add(cluster.profileId());
        if (cluster.blocked()) {
            return;
        }
        List<ClusterState.Node> named = cluster.ended() ? List.of() : cluster.nodes();
        named.stream().filter(node -> takes(cluster, node)).forEach(node -> take(cluster, node));
        Set<String> names =
                named.stream().map(ClusterState.Node::nodeId).collect(Collectors.toSet());
        held.values().stream()
                .filter(row -> cluster.profileId().equals(row.profileId()))
                .filter(row -> !names.contains(row.node().nodeId()))
                .toList()
                .forEach(row -> write(new Held(null, row.node())));
    }

    private boolean takes(ClusterState cluster, ClusterState.Node node) {
        Held now = held.get(node.nodeId());
        return now == null
                || node.version() > now.node().version()
                || node.version() == now.node().version()
                        && cluster.profileId().equals(now.profileId());
    }

    private void take(ClusterState cluster, ClusterState.Node node) {
        Held before = held.get(node.nodeId());
        if (before != null && before.profileId() != null) {
            profiles.add(before.profileId());
        }
        write(new Held(cluster.profileId(), node));
    }

    private void write(Held row) {
        held.put(row.node().nodeId(), row);
        changed.put(row.node().nodeId(), row);
    }
}
