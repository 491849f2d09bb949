package org.purposecdp.profile.fold;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import org.apache.kafka.common.header.Header;

/**
 * Records that are just coming in at the door, and are told of once they have.
 *
 * @param records profileId → their ids
 * @param traces trace headers by record id
 */
record Admitting(Map<String, Set<String>> records, Map<String, List<Header>> traces) {
    static final Admitting NOTHING = new Admitting(Map.of(), Map.of());

    static Admitting of(Map<String, List<Header>> traces) {
        return new Admitting(new HashMap<>(), traces);
    }

    void add(String profileId, String recordId) {
        records.computeIfAbsent(profileId, id -> new TreeSet<>()).add(recordId);
    }

    Set<String> recordsOf(String profileId) {
        return records.getOrDefault(profileId, Set.of());
    }

    Set<String> recordsOf(Collection<String> profileIds) {
        Set<String> ids = new TreeSet<>();
        profileIds.forEach(id -> ids.addAll(recordsOf(id)));
        return ids;
    }
}
