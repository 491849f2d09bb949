package org.purposecdp.identity.node;

import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.purposecdp.identity.cluster.Node;

/**
 * A node that is not known yet, and what it weighs with those that are.
 *
 * @param by what it was weighed by
 * @param upTo number of the last known node when it was
 * @param keys under which it is found
 * @param met how many known nodes it was weighed with
 * @param crowded keys of its under which nobody was looked for
 * @param bar why it matches nobody by weight; null if it may
 * @param near known nodes, by their ids, from a possible match on
 */
record Newcomer(
        Node node,
        Matching by,
        long upTo,
        Set<Long> keys,
        int met,
        Set<Long> crowded,
        Bar bar,
        Map<String, Near> near) {

    /** Not weighed yet. */
    static Newcomer of(Node node, Matching by, long upTo, Set<Long> keys, Set<Long> crowdedNow) {
        Set<Long> crowded = new HashSet<>(keys);
        crowded.retainAll(crowdedNow);
        return new Newcomer(node, by, upTo, keys, 0, crowded, null, Map.of());
    }

    /** It is not weighed, and meets nobody. */
    static Newcomer barred(Node node, Matching by, long upTo, Bar bar) {
        Node left = bar.erases() ? node.bare() : node;
        return new Newcomer(left, by, upTo, Set.of(), 0, Set.of(), bar, Map.of());
    }

    /** Under which it meets others. */
    Set<Long> open(Set<Long> crowdedNow) {
        if (Collections.disjoint(keys, crowdedNow)) {
            return keys;
        }
        Set<Long> open = new LinkedHashSet<>(keys);
        open.removeAll(crowdedNow);
        return open;
    }

    /** Weighed with these as well. */
    Newcomer with(Collection<Candidate> candidates) {
        Map<String, Near> all = new HashMap<>(near);
        for (Candidate candidate : candidates) {
            int weight = by.scorer().score(node.person(), candidate.person());
            if (weight >= by.model().thresholds().possible()) {
                all.put(candidate.nodeId(), new Near(weight, candidate.person()));
            }
        }
        return new Newcomer(node, by, upTo, keys, met + candidates.size(), crowded, bar, all);
    }

    /** The bar of those who bear one of its identifiers and said "no"; null where nobody did. */
    static Bar bar(Node node, Map<String, Bar> refused) {
        Bar bar = null;
        for (String pseudonym : refused.isEmpty() ? List.<String>of() : node.pseudonyms()) {
            Bar one = refused.get(pseudonym);
            bar = one == null || bar == null ? one == null ? bar : one : bar.stronger(one);
        }
        return bar;
    }

    /** Whether it meets that one under a key that is not crowded. */
    boolean meets(Near other, Set<Long> crowdedNow) {
        return Collections.disjoint(keys, crowdedNow)
                || Crowding.meet(keys, by.blocking().keys(other.person()).keys(), crowdedNow);
    }

    /** Known nodes, by their ids, with which it is a match. */
    Set<String> matches() {
        Set<String> matches = new HashSet<>();
        near.forEach(
                (id, other) -> {
                    if (other.weight() >= by.model().thresholds().match()) {
                        matches.add(id);
                    }
                });
        return matches;
    }

    Newcomer older(Newcomer other) {
        return other.node.receivedAt().isBefore(node.receivedAt()) ? other : this;
    }
}
