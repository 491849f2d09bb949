package org.purposecdp.identity.cluster;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * All nodes connected by shared identifiers or by weight, whether the links are taken or not: an
 * index that says which nodes a new one may concern. A component is named by one of its nodes.
 */
public final class Components {
    private final Map<String, String> parents = new HashMap<>();
    private final Map<String, String> byPseudonym;

    /**
     * @param byPseudonym component of the known nodes that bear one of the new nodes' identifiers;
     *     grows by the new nodes
     */
    public Components(Map<String, String> byPseudonym) {
        this.byPseudonym = new HashMap<>(byPseudonym);
    }

    /**
     * @param nodes that are new
     * @param generic pseudonyms that connect nobody
     */
    public void addAll(Collection<Node> nodes, Set<String> generic) {
        nodes.forEach(node -> add(node.without(generic)));
    }

    private void add(Node node) {
        String own = node.nodeId();
        for (String pseudonym : node.pseudonyms()) {
            String other = byPseudonym.putIfAbsent(pseudonym, own);
            if (other != null) {
                join(own, other);
            }
        }
    }

    /** Two new nodes or known components that a link connects. */
    public void join(String one, String other) {
        String left = of(one);
        String right = of(other);
        if (left.compareTo(right) < 0) {
            parents.put(right, left);
        } else if (!left.equals(right)) {
            parents.put(left, right);
        }
    }

    /** All that something connects. */
    void joinAll(Collection<String> some) {
        String first = null;
        for (String one : some) {
            first = first == null ? one : first;
            join(first, one);
        }
    }

    /** The component that a new node, or a known component, is in now. */
    public String of(String nodeOrComponent) {
        String at = nodeOrComponent;
        while (parents.containsKey(at)) {
            at = parents.get(at);
        }
        return at;
    }
}
