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
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

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
        namespaces(byId.values())
                .forEach(namespace -> new Links(namespace, byId.values()).take(clusters));
        Set<Growing> distinct = Collections.newSetFromMap(new IdentityHashMap<>());
        distinct.addAll(clusters.values());
        return distinct.stream()
                .map(cluster -> Cluster.of(cluster.nodes))
                .sorted(Comparator.comparing(Cluster::profileId))
                .toList();
    }

    private SortedSet<String> namespaces(Collection<Node> nodes) {
        SortedSet<String> strongestFirst = new TreeSet<>(limits.namespaceOrder());
        nodes.forEach(node -> node.identifiers().forEach(i -> strongestFirst.add(i.namespace())));
        return strongestFirst;
    }

    /**
     * The links of one namespace, in the order of their two node ids. A link from a node that is
     * already in one cluster with an earlier bearer of the identifier is left out: that bearer has
     * tried it, and what two clusters may not become they may not become when they have grown. So
     * the links that are tried are few, and those taken are the very ones that trying all pairs
     * would take.
     */
    private final class Links {
        private final Collection<Node> nodes;
        private final String namespace;
        private final Map<String, List<Node>> bearers = new HashMap<>();
        private final Map<String, List<Node>> pivots = new HashMap<>();

        Links(String namespace, Collection<Node> inOrder) {
            this.namespace = namespace;
            this.nodes = inOrder;
            for (Node node : inOrder) {
                values(node)
                        .forEach(
                                value ->
                                        bearers.computeIfAbsent(value, any -> new ArrayList<>())
                                                .add(node));
            }
        }

        void take(Map<String, Growing> clusters) {
            for (Node node : nodes) {
                later(node, clusters).values().forEach(other -> join(node, other, clusters));
            }
        }

        private SortedMap<String, Node> later(Node node, Map<String, Growing> clusters) {
            SortedMap<String, Node> later = new TreeMap<>();
            for (String value : values(node)) {
                List<Node> earlier = pivots.computeIfAbsent(value, any -> new ArrayList<>());
                Growing own = clusters.get(node.nodeId());
                if (earlier.stream().noneMatch(other -> clusters.get(other.nodeId()) == own)) {
                    earlier.add(node);
                    List<Node> all = bearers.get(value);
                    all.subList(all.indexOf(node) + 1, all.size())
                            .forEach(other -> later.put(other.nodeId(), other));
                }
            }
            return later;
        }

        private Set<String> values(Node node) {
            return node.identifiers().stream()
                    .filter(identifier -> identifier.namespace().equals(namespace))
                    .map(HashedIdentifier::pseudonym)
                    .collect(Collectors.toSet());
        }
    }

    private static void join(Node one, Node other, Map<String, Growing> clusters) {
        Growing left = clusters.get(one.nodeId());
        Growing right = clusters.get(other.nodeId());
        if (left == right || !left.mayTake(right)) {
            return;
        }
        Growing larger = left.nodes.size() >= right.nodes.size() ? left : right;
        Growing smaller = larger == left ? right : left;
        larger.take(smaller);
        smaller.nodes.forEach(moved -> clusters.put(moved.nodeId(), larger));
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
