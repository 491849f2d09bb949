package org.purposecdp.identity.cluster;

import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * How many distinct values of a namespace one person may have, and which namespace links first.
 *
 * @param priority namespaces in order; all others follow, alphabetically
 */
public record Limits(Map<String, Integer> byNamespace, int others, List<String> priority) {

    /** What people know from Segment. */
    public static final Limits DEFAULT =
            new Limits(Map.of("user_id", 1), 5, List.of("user_id", "email"));

    int of(String namespace) {
        return byNamespace.getOrDefault(namespace, others);
    }

    Comparator<String> namespaceOrder() {
        return Comparator.<String>comparingInt(this::rank).thenComparing(Comparator.naturalOrder());
    }

    private int rank(String namespace) {
        int index = priority.indexOf(namespace);
        return index < 0 ? priority.size() : index;
    }
}
