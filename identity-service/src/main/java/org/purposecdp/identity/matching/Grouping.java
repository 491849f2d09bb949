package org.purposecdp.identity.matching;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Joins records into people: the heaviest link first, then by ids, and two groups only if the pairs
 * between them weigh enough on average (average linkage, Sokal and Michener 1958). A chain of
 * likenesses alone joins nobody. A pure function: the order of records and links counts for
 * nothing.
 */
public final class Grouping {
    private static final Comparator<Link> HEAVIEST_FIRST =
            Comparator.comparingInt(Link::weight)
                    .reversed()
                    .thenComparing(Link::one)
                    .thenComparing(Link::other);

    private final Scorer scorer;

    public Grouping(Scorer scorer) {
        this.scorer = scorer;
    }

    /**
     * @param people by record id
     * @param links between them; those below the threshold of a match join nobody
     * @return the ids of each person's records in order, the persons in order of their first
     */
    public List<List<String>> people(Map<String, Person> people, Collection<Link> links) {
        Map<String, List<String>> groups = new HashMap<>();
        people.keySet().forEach(id -> groups.put(id, new ArrayList<>(List.of(id))));
        Model.Thresholds thresholds = scorer.model().thresholds();
        links.stream()
                .filter(link -> link.weight() >= thresholds.match())
                .sorted(HEAVIEST_FIRST)
                .forEach(link -> join(link, groups, people, thresholds.guard()));
        Map<String, List<String>> byFirst = new TreeMap<>();
        groups.values()
                .forEach(group -> byFirst.put(group.stream().sorted().findFirst().get(), group));
        return byFirst.values().stream().map(group -> group.stream().sorted().toList()).toList();
    }

    private void join(
            Link link, Map<String, List<String>> groups, Map<String, Person> people, int guard) {
        List<String> one = groups.get(link.one());
        List<String> other = groups.get(link.other());
        if (one == other || average(one, other, people) < guard) {
            return;
        }
        List<String> larger = one.size() >= other.size() ? one : other;
        List<String> smaller = larger == one ? other : one;
        larger.addAll(smaller);
        smaller.forEach(id -> groups.put(id, larger));
    }

    private double average(List<String> one, List<String> other, Map<String, Person> people) {
        long sum = 0;
        for (String a : one) {
            for (String b : other) {
                sum += scorer.score(people.get(a), people.get(b));
            }
        }
        return (double) sum / ((long) one.size() * other.size());
    }
}
