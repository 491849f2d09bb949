package org.purposecdp.identity.cluster;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import org.purposecdp.contracts.record.SourceKind;

/**
 * Inside a cluster, the nodes joined by what proven sources assert. A grant holds only inside its
 * group, so a public key's claim of a {@code user_id} joins none.
 */
final class VerifiedGroups {
    private static final Set<String> BY_PROVEN = Set.of("user_id", "loyalty_id");
    private static final Set<String> BY_AUTHENTICATING = Set.of("email", "phone");

    private VerifiedGroups() {}

    /** The group of each node, named by its least nodeId. */
    static Map<String, String> of(Collection<Node> nodes) {
        Map<String, Node> inOrder = new TreeMap<>();
        Map<HashedIdentifier, List<Node>> asserting = new HashMap<>();
        for (Node node : nodes) {
            inOrder.put(node.nodeId(), node);
            joining(node)
                    .forEach(
                            identifier ->
                                    asserting
                                            .computeIfAbsent(identifier, any -> new ArrayList<>())
                                            .add(node));
        }
        Map<String, String> groups = new HashMap<>();
        inOrder.values().forEach(node -> spread(node, asserting, groups));
        return groups;
    }

    private static void spread(
            Node least, Map<HashedIdentifier, List<Node>> asserting, Map<String, String> groups) {
        if (groups.putIfAbsent(least.nodeId(), least.nodeId()) != null) {
            return;
        }
        Deque<Node> reached = new ArrayDeque<>(List.of(least));
        Set<HashedIdentifier> followed = new HashSet<>();
        while (!reached.isEmpty()) {
            for (HashedIdentifier identifier : joining(reached.remove())) {
                if (followed.add(identifier)) {
                    asserting.get(identifier).stream()
                            .filter(
                                    node ->
                                            groups.putIfAbsent(node.nodeId(), least.nodeId())
                                                    == null)
                            .forEach(reached::add);
                }
            }
        }
    }

    private static List<HashedIdentifier> joining(Node node) {
        return node.identifiers().stream()
                .filter(identifier -> joins(identifier.namespace(), node.sourceKind()))
                .toList();
    }

    private static boolean joins(String namespace, SourceKind kind) {
        return BY_PROVEN.contains(namespace) && kind.proven()
                || BY_AUTHENTICATING.contains(namespace) && kind == SourceKind.AUTHENTICATING;
    }
}
