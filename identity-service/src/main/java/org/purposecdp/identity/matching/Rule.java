package org.purposecdp.identity.matching;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

import static org.purposecdp.identity.matching.Comparison.*;

/**
 * Brings pairs together to learn from.
 *
 * @param key of a record; records of one key are a pair, those of an empty one are not
 * @param fixed what such pairs agree in, so that nothing is learnt of it from them
 */
record Rule(Function<Person, String> key, Set<Comparison> fixed) {
    private static final int MOST_PAIRS = 100_000;
    private static final int MOST_NEIGHBOURS = 20;

    static final List<Rule> ALL =
            List.of(
                    new Rule(
                            p -> p.dates().size() == 1 ? "" + p.dates().get(0) : "",
                            Set.of(BIRTH_DATE)),
                    new Rule(
                            p -> both(p.given(), p.family()),
                            Set.of(GIVEN_NAME, FAMILY_NAME, NAME_ORDER, MIDDLE_NAME)),
                    new Rule(p -> one(p.emails()), Set.of(EMAIL)),
                    new Rule(p -> one(p.mobiles()), Set.of(MOBILE)),
                    new Rule(p -> one(p.nationalIds()), Set.of(NATIONAL_ID)),
                    new Rule(
                            p -> both(both(p.house(), p.street()), p.family()),
                            Set.of(FAMILY_NAME, NAME_ORDER, STREET, LOCALITY, LANDLINE)),
                    new Rule(
                            p -> both(both(p.house(), p.street()), p.given()),
                            Set.of(GIVEN_NAME, NAME_ORDER, STREET, LOCALITY, LANDLINE)),
                    new Rule(
                            p -> both(p.postcode().isEmpty() ? p.city() : p.postcode(), p.given()),
                            Set.of(GIVEN_NAME, NAME_ORDER, STREET, LOCALITY, LANDLINE)));

    /** Levels of the pairs that it brings together; of a large block its neighbours only. */
    List<int[]> pairs(List<Person> people) {
        Map<String, List<Person>> blocks = new TreeMap<>();
        for (Person person : people) {
            String key = this.key.apply(person);
            if (!key.isEmpty()) {
                blocks.computeIfAbsent(key, any -> new ArrayList<>()).add(person);
            }
        }
        List<int[]> pairs = new ArrayList<>();
        Levels levels = new Levels();
        for (List<Person> block : blocks.values()) {
            int reach = Math.min(block.size(), MOST_NEIGHBOURS);
            for (int i = 0; i < block.size(); i++) {
                for (int j = i + 1; j < Math.min(block.size(), i + reach); j++) {
                    if (pairs.size() >= MOST_PAIRS) {
                        return pairs;
                    }
                    levels.compare(block.get(i), block.get(j));
                    pairs.add(levels.all());
                }
            }
        }
        return pairs;
    }

    private static String one(List<String> values) {
        return values.isEmpty() ? "" : values.get(0);
    }

    private static String both(String one, String other) {
        return one.isEmpty() || other.isEmpty() ? "" : one + ' ' + other;
    }
}
