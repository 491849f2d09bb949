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
 * @param components of the known nodes that they weigh something with, by nodeId
 * @param byPseudonym component of the known nodes that bear one of their identifiers
 * @param generic those of their pseudonyms that say nothing
 * @param refused those of their pseudonyms whose bearer said "no"
 * @param former last versions of those of them that were deleted once
 * @param versions of clusters that bore their ids once
 * @param numbers of the nodes, in their order
 */
record Found(
        List<Newcomer> newcomers,
        Map<String, String> components,
        Map<String, String> byPseudonym,
        Set<String> generic,
        Set<String> refused,
        Map<String, Long> former,
        Map<String, Long> versions,
        List<Long> numbers) {

    /**
     * @param since known nodes that came after some were weighed, by the newcomer's place
     */
    static Found of(
            List<Newcomer> newcomers,
            ArrivalTable.Before before,
            Map<Integer, List<Candidate>> since) {
        List<Newcomer> fresh = new ArrayList<>();
        Map<String, String> components = new HashMap<>(before.weighed());
        for (int i = 0; i < newcomers.size(); i++) {
            Newcomer newcomer = newcomers.get(i);
            // Another may have taken it in meanwhile.
            if (!before.known().contains(newcomer.node().nodeId())) {
                List<Candidate> candidates = since.getOrDefault(i, List.of());
                candidates.forEach(one -> components.put(one.nodeId(), one.component()));
                fresh.add(newcomer.with(candidates));
            }
        }
        Map<String, String> bearers = new HashMap<>(before.components());
        bearers.keySet().retainAll(pseudonyms(nodes(fresh)));
        Set<String> refused = new HashSet<>(before.refused().keySet());
        refused.retainAll(pseudonyms(nodes(fresh)));
        return new Found(
                fresh,
                components,
                bearers,
                before.generic(),
                refused,
                before.former(),
                before.versions(),
                before.numbers().subList(0, fresh.size()));
    }

    List<Node> nodes() {
        return nodes(newcomers);
    }

    private static List<Node> nodes(List<Newcomer> newcomers) {
        return newcomers.stream().map(Newcomer::node).toList();
    }

    /** Those that may join the nodes to others. */
    Set<String> connecting() {
        Set<String> connecting = pseudonyms(nodes());
        connecting.removeAll(generic);
        return connecting;
    }

    static Set<String> pseudonyms(Collection<Node> nodes) {
        Set<String> pseudonyms = new HashSet<>();
        nodes.forEach(node -> pseudonyms.addAll(node.pseudonyms()));
        return pseudonyms;
    }
}
