package org.purposecdp.identity.node;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.purposecdp.identity.matching.Person;

/**
 * Who came after new nodes were weighed: so few that reading them all costs less than looking for
 * them under every key. Most were taken in here, and their keys need not be computed again. For one
 * at a time.
 */
final class Since {
    /** More than that are not read from end to end while others wait. */
    static final int MOST = 2000;

    /**
     * The last ones taken in. First in, first out: by how often they are asked for, the old would
     * stay and the new would go.
     */
    private final Map<String, Keyed> recent =
            new LinkedHashMap<>() {
                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Keyed> eldest) {
                    return size() > 2 * MOST;
                }
            };

    private record Keyed(Matching by, Person person, Set<Long> keys) {}

    /** These are being taken in. */
    void remember(List<Newcomer> newcomers) {
        for (Newcomer one : newcomers) {
            if (one.bar() == null) {
                recent.put(
                        one.node().nodeId(), new Keyed(one.by(), one.node().person(), one.keys()));
            }
        }
    }

    /** Whom of these the new ones meet, by the new one's place. */
    Map<Integer, List<Candidate>> met(
            List<Newcomer> newcomers, List<Candidate> since, Set<Long> crowded, Matching by) {
        Map<Long, List<Integer>> askers = new HashMap<>();
        if (!since.isEmpty()) {
            for (int i = 0; i < newcomers.size(); i++) {
                for (long key : newcomers.get(i).open(crowded)) {
                    askers.computeIfAbsent(key, any -> new ArrayList<>(1)).add(i);
                }
            }
        }
        Map<Integer, Map<String, Candidate>> met = new HashMap<>();
        for (Candidate one : since) {
            for (long key : keys(one, by)) {
                for (int asker : askers.getOrDefault(key, List.of())) {
                    met.computeIfAbsent(asker, any -> new LinkedHashMap<>()).put(one.nodeId(), one);
                }
            }
        }
        Map<Integer, List<Candidate>> lists = new HashMap<>();
        met.forEach((asker, own) -> lists.put(asker, List.copyOf(own.values())));
        return lists;
    }

    private Set<Long> keys(Candidate one, Matching by) {
        Keyed known = recent.get(one.nodeId());
        // Other match fields may be kept of it by now.
        return known != null && known.by() == by && known.person().equals(one.person())
                ? known.keys()
                : by.blocking().keys(one.person()).keys();
    }
}
