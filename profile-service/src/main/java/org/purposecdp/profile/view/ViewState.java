package org.purposecdp.profile.view;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.function.Predicate;

import org.purposecdp.contracts.policy.DataCategory;
import org.purposecdp.contracts.policy.LegalBasis;
import org.purposecdp.contracts.profile.View;
import org.purposecdp.profile.moment.Moments;

/**
 * A view in mergeable form: {@link #merge} is associative and commutative.
 *
 * @param traits by name: who wrote last
 * @param events by name, then by node, so that a reader can be refused one node's share
 * @param nodes nodeId → version of its membership
 * @param until past it the view must be folded again; null for never
 */
public record ViewState(
        Map<String, LastWrite> traits,
        Map<String, Map<String, Sum>> events,
        Map<String, Long> nodes,
        Instant until) {

    public static final ViewState EMPTY = new ViewState(Map.of(), Map.of(), Map.of(), null);

    public ViewState {
        traits = traits == null ? Map.of() : traits;
        events = events == null ? Map.of() : events;
        nodes = nodes == null ? Map.of() : nodes;
    }

    /** One trait's last write; a null value says that the person has none. */
    public record LastWrite(
            Object value,
            DataCategory category,
            LegalBasis basis,
            String activity,
            String source,
            String nodeId,
            Instant at,
            String recordId) {

        private static final Comparator<LastWrite> LATER =
                Comparator.comparing(LastWrite::at).thenComparing(LastWrite::recordId);

        static LastWrite later(LastWrite one, LastWrite other) {
            return LATER.compare(one, other) >= 0 ? one : other;
        }

        View.Trait trait() {
            return new View.Trait(value, category, basis, activity, source, nodeId, at);
        }
    }

    /** What one node's events of one name add up to. */
    public record Sum(
            DataCategory category,
            LegalBasis basis,
            String activity,
            long count,
            Map<String, BigDecimal> sums,
            Instant firstAt,
            Instant lastAt) {

        private static final Comparator<Sum> STRICTER =
                Comparator.comparing(Sum::category)
                        .thenComparing(Sum::activity, Comparator.reverseOrder());

        public Sum {
            sums = sums == null ? Map.of() : sums;
        }

        static Sum add(Sum one, Sum other) {
            Sum head = STRICTER.compare(one, other) >= 0 ? one : other;
            return new Sum(
                    head.category(),
                    head.basis(),
                    head.activity(),
                    one.count() + other.count(),
                    union(one.sums(), other.sums(), BigDecimal::add, View.MOST_SUMS),
                    one.firstAt().isBefore(other.firstAt()) ? one.firstAt() : other.firstAt(),
                    one.lastAt().isAfter(other.lastAt()) ? one.lastAt() : other.lastAt());
        }

        View.EventSum eventSum() {
            return new View.EventSum(category, basis, activity, count, sums, firstAt, lastAt);
        }
    }

    public ViewState merge(ViewState other) {
        return new ViewState(
                union(traits, other.traits, LastWrite::later, View.MOST_TRAITS),
                union(
                        events,
                        other.events,
                        (one, two) -> union(one, two, Sum::add, Integer.MAX_VALUE),
                        View.MOST_EVENTS),
                union(nodes, other.nodes, Math::max, Integer.MAX_VALUE),
                Moments.earlier(until, other.until));
    }

    /** What is published. */
    public View view() {
        Map<String, View.Trait> shown = new TreeMap<>();
        traits.forEach(
                (name, write) -> {
                    if (write.value() != null) {
                        shown.put(name, write.trait());
                    }
                });
        Map<String, View.EventSum> sums = new TreeMap<>();
        events.forEach((name, byNode) -> sums.put(name, total(byNode, node -> true)));
        return new View(shown, sums, nodes, until);
    }

    /** The sum over the nodes that pass; null when none does. */
    public static View.EventSum total(Map<String, Sum> byNode, Predicate<String> node) {
        return byNode.entrySet().stream()
                .filter(entry -> node.test(entry.getKey()))
                .map(Map.Entry::getValue)
                .reduce(Sum::add)
                .map(Sum::eventSum)
                .orElse(null);
    }

    /** Whether every contributing node is among these. */
    public boolean restsOnlyOn(Set<String> held) {
        return held.containsAll(nodes.keySet());
    }

    /**
     * Of more names than may be in it the first in their order: whichever is among them was among
     * the first of each part, so that none of it is missing.
     */
    private static <V> Map<String, V> union(
            Map<String, V> one, Map<String, V> other, BinaryOperator<V> merge, int most) {
        if (one.isEmpty() || other.isEmpty()) {
            return first(one.isEmpty() ? other : one, most);
        }
        TreeMap<String, V> all = new TreeMap<>(one);
        other.forEach((key, value) -> all.merge(key, value, merge));
        return first(all, most);
    }

    private static <V> Map<String, V> first(Map<String, V> all, int most) {
        if (all.size() <= most) {
            return all;
        }
        TreeMap<String, V> first = new TreeMap<>(all);
        while (first.size() > most) {
            first.pollLastEntry();
        }
        return first;
    }
}
