package org.purposecdp.identity.node;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.purposecdp.identity.cluster.Node;

/**
 * New nodes, and what is known of whom they meet.
 *
 * @param keys of each, in their order
 * @param candidates known nodes that each meets, by its place
 * @param byPseudonym component of the known nodes that bear one of their identifiers
 * @param generic those of their pseudonyms that say nothing
 * @param versions of clusters that bore their ids once
 */
record Found(
        List<Node> nodes,
        List<Set<Long>> keys,
        Map<Integer, List<Candidate>> candidates,
        Map<String, String> byPseudonym,
        Set<String> generic,
        Map<String, Long> versions) {

    /** Without those that another has taken in meanwhile. */
    Found without(Set<String> known) {
        if (known.isEmpty()) {
            return this;
        }
        List<Node> fresh = new ArrayList<>();
        List<Set<Long>> freshKeys = new ArrayList<>();
        Map<Integer, List<Candidate>> freshCandidates = new HashMap<>();
        for (int i = 0; i < nodes.size(); i++) {
            if (!known.contains(nodes.get(i).nodeId())) {
                freshCandidates.put(fresh.size(), candidates.getOrDefault(i, List.of()));
                fresh.add(nodes.get(i));
                freshKeys.add(keys.get(i));
            }
        }
        Map<String, String> bearers = new HashMap<>(byPseudonym);
        bearers.keySet().retainAll(pseudonyms(fresh));
        return new Found(fresh, freshKeys, freshCandidates, bearers, generic, versions);
    }

    /** Those that may join the nodes to others. */
    Set<String> connecting() {
        Set<String> connecting = pseudonyms(nodes);
        connecting.removeAll(generic);
        return connecting;
    }

    static Set<String> pseudonyms(Collection<Node> nodes) {
        Set<String> pseudonyms = new HashSet<>();
        nodes.forEach(node -> pseudonyms.addAll(node.pseudonyms()));
        return pseudonyms;
    }
}
