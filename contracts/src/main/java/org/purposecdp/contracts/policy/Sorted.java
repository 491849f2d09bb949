package org.purposecdp.contracts.policy;

import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Copies in one order. Those of {@code Set.copyOf} come in another in each process, and so would
 * what is worked out from their JSON: two instances would each take the other's for changed.
 */
final class Sorted {
    private Sorted() {}

    static <T extends Comparable<T>> SortedSet<T> copy(Set<T> set) {
        return Collections.unmodifiableSortedSet(
                set == null ? new TreeSet<>() : new TreeSet<>(set));
    }

    static <V> SortedMap<String, V> copy(Map<String, V> map) {
        return Collections.unmodifiableSortedMap(
                map == null ? new TreeMap<>() : new TreeMap<>(map));
    }
}
