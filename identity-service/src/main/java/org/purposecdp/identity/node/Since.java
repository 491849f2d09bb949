package org.purposecdp.identity.node;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

/**
 * Who came after new nodes were weighed: so few that reading them all costs less than looking for
 * them under every key. Most were taken in here, and their keys need not be computed again.
 */
final class Since {
    /** More than that are not read from end to end while others wait. */
    static final int MOST = 2000;

    private final Cache<String, Keyed> recent = Caffeine.newBuilder().maximumSize(2 * MOST).build();

    private record Keyed(Matching by, Set<Long> keys) {}

    /** These are being taken in. */
    void remember(List<Newcomer> newcomers) {
        newcomers.forEach(one -> recent.put(one.node().nodeId(), new Keyed(one.by(), one.keys())));
    }

    /** Whom of these the new ones meet, by the new one's place. */
    Map<Integer, List<Candidate>> met(
            List<Newcomer> newcomers, List<Candidate> since, Set<Long> crowded, Matching by) {
        Map<Long, List<Candidate>> bearers = new HashMap<>();
        for (Candidate one : since) {
            for (long key : keys(one, by)) {
                bearers.computeIfAbsent(key, any -> new ArrayList<>()).add(one);
            }
        }
        Map<Integer, List<Candidate>> met = new HashMap<>();
        for (int i = 0; i < newcomers.size(); i++) {
            Map<String, Candidate> own = new LinkedHashMap<>();
            for (long key : newcomers.get(i).open(crowded)) {
                bearers.getOrDefault(key, List.of()).forEach(one -> own.put(one.nodeId(), one));
            }
            if (!own.isEmpty()) {
                met.put(i, List.copyOf(own.values()));
            }
        }
        return met;
    }

    private Set<Long> keys(Candidate one, Matching by) {
        Keyed known = recent.getIfPresent(one.nodeId());
        return known != null && known.by() == by
                ? known.keys()
                : by.blocking().keys(one.person()).keys();
    }
}
