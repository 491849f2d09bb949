package org.purposecdp.identity.matching;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Takes records one after another, in memory: for measuring, and for files of moderate size. */
public final class InMemoryResolver {
    private final Blocking blocking;
    private final Scorer scorer;
    private final Map<Long, List<String>> bearers = new HashMap<>();
    private final Map<String, Person> people = new TreeMap<>();
    private final List<Link> links = new ArrayList<>();

    public InMemoryResolver(Model model) {
        this.blocking = new Blocking(model);
        this.scorer = new Scorer(model);
    }

    /**
     * @return its links with earlier records, from a possible match on
     */
    public List<Link> add(String id, Person person) {
        Set<String> met = new TreeSet<>();
        for (long key : blocking.keys(person).keys()) {
            List<String> earlier = bearers.computeIfAbsent(key, any -> new ArrayList<>());
            met.addAll(earlier);
            earlier.add(id);
        }
        List<Link> found = new ArrayList<>();
        for (String other : met) {
            int weight = scorer.score(person, people.get(other));
            if (weight >= scorer.model().thresholds().possible()) {
                found.add(Link.of(id, other, weight));
            }
        }
        people.put(id, person);
        links.addAll(found);
        return found;
    }

    /** The records of each person. */
    public List<List<String>> people() {
        return new Grouping(scorer).people(people, links);
    }
}
