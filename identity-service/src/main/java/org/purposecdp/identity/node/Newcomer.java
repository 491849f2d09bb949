package org.purposecdp.identity.node;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

import org.purposecdp.identity.cluster.Node;

/**
 * A node that is not known yet, and what it weighs with those that are.
 *
 * @param by what it was weighed by
 * @param upTo number of the last known node when it was
 * @param keys under which it is found
 * @param weights with known nodes, by their ids, from a possible match on
 */
record Newcomer(Node node, Matching by, long upTo, Set<Long> keys, Map<String, Integer> weights) {

    /** Weighed with these as well. */
    Newcomer with(Collection<Candidate> candidates) {
        Map<String, Integer> all = new HashMap<>(weights);
        for (Candidate candidate : candidates) {
            int weight = by.scorer().score(node.person(), candidate.person());
            if (weight >= by.model().thresholds().possible()) {
                all.put(candidate.nodeId(), weight);
            }
        }
        return new Newcomer(node, by, upTo, keys, all);
    }

    Newcomer older(Newcomer other) {
        return other.node.receivedAt().isBefore(node.receivedAt()) ? other : this;
    }
}
