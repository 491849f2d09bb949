package org.purposecdp.contracts.json;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a message lists once and refers to by its place in the list. */
public final class Numbered<T> {
    private final Map<T, Integer> numbers = new LinkedHashMap<>();

    /** Its number, a new one where it has none. */
    public int of(T item) {
        return numbers.computeIfAbsent(item, any -> numbers.size());
    }

    /** Their numbers, ascending. */
    public List<Integer> of(Collection<? extends T> items) {
        return items.stream().map(this::of).sorted().toList();
    }

    /** In the order of their numbers. */
    public List<T> all() {
        return new ArrayList<>(numbers.keySet());
    }
}
