package org.purposecdp.identity.cluster;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Cuts nodes into clusters. Nodes that share an identifier are linked, strongest namespace first,
 * then by node ids; a link whose merged cluster would pass a limit is not taken.
 */
public final class Cut {
    private final Limits limits;

    public Cut(Limits limits) {
        this.limits = limits;
    }

    /** The clusters, each with its oldest node first; in the order of their profileIds. */
    public List<Cluster> clusters(Collection<Node> nodes) {
        Map<String, Node> byId = new TreeMap<>();
        nodes.forEach(node -> byId.put(node.nodeId(), node));
        Map<String, Growing> clusters = new HashMap<>();
        byId.values().forEach(node -> clusters.put(node.nodeId(), new Growing(node)));
        bearers(byId.values()).forEach(bearers -> link(bearers, clusters));
        Set<Growing> distinct = Collections.newSetFromMap(new IdentityHashMap<>());
        distinct.addAll(clusters.values());
        return distinct.stream()
                .map(cluster -> Cluster.of(cluster.nodes))
                .sorted(Comparator.comparing(Cluster::profileId))
                .toList();
    }

    /** Nodes by identifier they share, strongest first, each list in the order of node ids. */
    private List<List<Node>> bearers(Collection<Node> inOrder) {
        Map<HashedIdentifier, List<Node>> bearers = new HashMap<>();
        for (Node node : inOrder) {
            for (HashedIdentifier identifier : new HashSet<>(node.identifiers())) {
                bearers.computeIfAbsent(identifier, any -> new ArrayList<>()).add(node);
            }
        }
        Comparator<HashedIdentifier> order =
                Comparator.comparing(HashedIdentifier::namespace, limits.namespaceOrder())
                        .thenComparing(identifier -> bearers.get(identifier).get(0).nodeId())
                        .thenComparing(HashedIdentifier::pseudonym);
        return bearers.keySet().stream().sorted(order).map(bearers::get).toList();
    }

    /**
     * Tries each node with the pivots only, one for each cluster that bears the identifier. What
     * two clusters may not become they may not become when they have grown, so this takes the very
     * links that trying all pairs would take.
     */
    private void link(List<Node> bearers, Map<String, Growing> clusters) {
        List<Node> pivots = new ArrayList<>();
        for (Node node : bearers) {
            if (pivots.stream().noneMatch(pivot -> join(pivot, node, clusters))) {
                pivots.add(node);
            }
        }
    }

    private boolean join(Node pivot, Node node, Map<String, Growing> clusters) {
        Growing left = clusters.get(pivot.nodeId());
        Growing right = clusters.get(node.nodeId());
        if (left == right) {
            return true;
        }
        if (!left.mayTake(right)) {
            return false;
        }
        Growing larger = left.nodes.size() >= right.nodes.size() ? left : right;
        Growing smaller = larger == left ? right : left;
        larger.take(smaller);
        smaller.nodes.forEach(moved -> clusters.put(moved.nodeId(), larger));
        return true;
    }

    private final class Growing {
        private final List<Node> nodes = new ArrayList<>();
        private final Map<String, Set<String>> values = new HashMap<>();

        Growing(Node node) {
            nodes.add(node);
            node.identifiers()
                    .forEach(
                            identifier ->
                                    values(identifier.namespace()).add(identifier.pseudonym()));
        }

        private Set<String> values(String namespace) {
            return values.computeIfAbsent(namespace, any -> new HashSet<>());
        }

        boolean mayTake(Growing other) {
            Set<String> namespaces = new HashSet<>(values.keySet());
            namespaces.addAll(other.values.keySet());
            return namespaces.stream()
                    .allMatch(namespace -> together(namespace, other) <= limits.of(namespace));
        }

        private int together(String namespace, Growing other) {
            Set<String> mine = values.getOrDefault(namespace, Set.of());
            Set<String> theirs = other.values.getOrDefault(namespace, Set.of());
            long more = theirs.stream().filter(value -> !mine.contains(value)).count();
            return mine.size() + (int) more;
        }

        void take(Growing other) {
            nodes.addAll(other.nodes);
            other.values.forEach((namespace, more) -> values(namespace).addAll(more));
        }
    }
}
