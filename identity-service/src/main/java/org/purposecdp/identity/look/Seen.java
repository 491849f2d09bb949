package org.purposecdp.identity.look;

import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.purposecdp.identity.cluster.Node;
import org.purposecdp.identity.matching.Part;

/** Nodes as the viewer may see them. */
public final class Seen {
    private final Map<String, Node> nodes = new HashMap<>();
    private final Map<String, Set<Part>> withheld = new HashMap<>();

    /**
     * @param kept parts that are stored, by nodeId
     * @param shown those of them that may be seen
     */
    Seen(Collection<Node> all, Map<String, Set<Part>> kept, Map<String, Set<Part>> shown) {
        for (Node node : all) {
            Set<Part> seen = shown.getOrDefault(node.nodeId(), Set.of());
            Set<Part> hidden = EnumSet.allOf(Part.class);
            hidden.removeAll(seen);
            nodes.put(node.nodeId(), node.saying(node.person().without(hidden), node.kept()));
            hidden.retainAll(kept.getOrDefault(node.nodeId(), Set.of()));
            withheld.put(node.nodeId(), hidden);
        }
    }

    public Node node(String nodeId) {
        return nodes.get(nodeId);
    }

    /** What is stored and not permitted to be shown. */
    public Set<Part> withheld(String nodeId) {
        return withheld.get(nodeId);
    }

    /** What of either is. */
    public Set<Part> withheld(String one, String other) {
        Set<Part> both = EnumSet.noneOf(Part.class);
        both.addAll(withheld.get(one));
        both.addAll(withheld.get(other));
        return both;
    }

    public List<String> namesWithheld(String nodeId) {
        return withheld.get(nodeId).stream().map(Part::name).toList();
    }
}
