package org.purposecdp.identity.node;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.purposecdp.identity.cluster.Components;
import org.purposecdp.identity.cluster.Node;
import org.purposecdp.identity.matching.Link;
import org.purposecdp.identity.matching.Scorer;

/** The links that new nodes have with the nodes they meet, and with one another. */
final class Met {
    private final Scorer scorer;
    private final Set<Long> crowded;
    private final List<Link> links = new ArrayList<>();
    private final List<String[]> connected = new ArrayList<>();
    private final Set<String> components = new HashSet<>();

    private Met(Scorer scorer, Set<Long> crowded) {
        this.scorer = scorer;
        this.crowded = crowded;
    }

    /**
     * @param crowded keys under which nobody meets
     */
    static Met of(Found found, Set<Long> crowded, Scorer scorer) {
        List<Newcomer> fresh = found.newcomers();
        Met met = new Met(scorer, crowded);
        Map<Long, List<Integer>> bearers = new HashMap<>();
        for (int i = 0; i < fresh.size(); i++) {
            Node node = fresh.get(i).node();
            met.linkKnown(fresh.get(i), found.components());
            Set<Integer> earlier = new HashSet<>();
            for (long key : fresh.get(i).keys()) {
                if (crowded.contains(key)) {
                    continue;
                }
                List<Integer> same = bearers.computeIfAbsent(key, any -> new ArrayList<>());
                earlier.addAll(same);
                same.add(i);
            }
            for (int j : earlier) {
                Node other = fresh.get(j).node();
                int weight = scorer.score(node.person(), other.person());
                met.link(node.nodeId(), other.nodeId(), other.nodeId(), weight);
            }
        }
        return met;
    }

    private void linkKnown(Newcomer newcomer, Map<String, String> componentOf) {
        newcomer.near()
                .forEach(
                        (other, near) -> {
                            String component = componentOf.get(other);
                            // It may have been removed meanwhile, or the key crowded.
                            if (component != null
                                    && newcomer.meets(near, crowded)
                                    && link(
                                            newcomer.node().nodeId(),
                                            other,
                                            component,
                                            near.weight())) {
                                components.add(component);
                            }
                        });
    }

    private boolean link(String nodeId, String other, String component, int weight) {
        if (weight < scorer.model().thresholds().possible()) {
            return false;
        }
        links.add(Link.of(nodeId, other, weight));
        if (weight < scorer.model().thresholds().match()) {
            return false;
        }
        connected.add(new String[] {nodeId, component});
        return true;
    }

    /** From a possible match on. */
    List<Link> links() {
        return links;
    }

    List<Link> matches() {
        return links.stream()
                .filter(link -> link.weight() >= scorer.model().thresholds().match())
                .toList();
    }

    /** Components of known nodes with which there is a match. */
    Set<String> components() {
        return components;
    }

    void connect(Components all) {
        connected.forEach(pair -> all.join(pair[0], pair[1]));
    }
}
