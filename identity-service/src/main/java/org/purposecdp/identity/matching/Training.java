package org.purposecdp.identity.matching;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

import static org.purposecdp.identity.matching.Comparison.*;

/**
 * Learns a model from records of which nobody knows who is who. The shares of pairs that are not
 * one person come from pairs taken at random; those of matches from expectation and maximisation
 * (Dempster, Laird, Rubin 1977) over the pairs of one rule after another, each without the
 * comparisons that its rule fixes: on all candidates at once it would learn the household. Both are
 * drawn towards the usual shares while there is little to learn from. The same records give the
 * same model, whatever their order.
 */
public final class Training {
    /** Others of one household that a record meets, on average. */
    static final double HOUSEMATES = 1.5;

    static final Model.Thresholds USUAL_THRESHOLDS = new Model.Thresholds(0, -4000, -1000);

    private static final int RANDOM_PAIRS = 400_000;
    private static final int MOST_PAIRS_OF_A_RULE = 100_000;
    private static final int ROUNDS = 3;
    private static final int ROUNDS_OF_A_RULE = 12;
    private static final double LEAST_PER_RECORD = 0.05;
    private static final double MOST_PER_RECORD = 10;
    private static final double WEIGHT_OF_USUAL_M = 100;
    private static final double WEIGHT_OF_USUAL_H = 0.05;
    private static final double WEIGHT_OF_USUAL_U = 2_000;

    private final List<Person> people;
    private final Progress progress;
    private double household;

    /** Told what is done. */
    public interface Progress {
        void at(String step, double done);
    }

    private Training(List<Person> people, Progress progress) {
        this.people = people;
        this.progress = progress;
    }

    /** Learns from these people. */
    public static Model learn(List<Person> people, Progress progress) {
        List<Person> inOrder = new ArrayList<>(people);
        inOrder.sort(Comparator.comparingLong(Training::shuffled));
        return new Training(inOrder, progress).learn();
    }

    /** A rule and what it makes certain. */
    private record Rule(String name, Function<Person, String> key, Set<Comparison> fixed) {}

    private static final List<Rule> RULES =
            List.of(
                    new Rule(
                            "birth date",
                            p -> p.dates().size() == 1 ? "" + p.dates().get(0) : "",
                            Set.of(BIRTH_DATE)),
                    new Rule(
                            "names",
                            p -> both(p.given(), p.family()),
                            Set.of(GIVEN_NAME, FAMILY_NAME, NAME_ORDER, MIDDLE_NAME)),
                    new Rule("email", p -> one(p.emails()), Set.of(EMAIL)),
                    new Rule("mobile", p -> one(p.mobiles()), Set.of(MOBILE)),
                    new Rule("number", p -> one(p.nationalIds()), Set.of(NATIONAL_ID)),
                    new Rule(
                            "address and family name",
                            p -> both(both(p.house(), p.street()), p.family()),
                            Set.of(FAMILY_NAME, NAME_ORDER, STREET, LOCALITY, LANDLINE)),
                    new Rule(
                            "address and given name",
                            p -> both(both(p.house(), p.street()), p.given()),
                            Set.of(GIVEN_NAME, NAME_ORDER, STREET, LOCALITY, LANDLINE)),
                    new Rule(
                            "place and given name",
                            p -> both(p.postcode().isEmpty() ? p.city() : p.postcode(), p.given()),
                            Set.of(GIVEN_NAME, NAME_ORDER, STREET, LOCALITY, LANDLINE)));

    private Model learn() {
        Map<Comparison, Frequencies> frequencies = frequencies();
        Set<Long> hot = Blocking.hotKeys(people);
        progress.at("keys", 0.1);
        double n = Math.max(people.size(), 2);
        household = HOUSEMATES / n;
        Model model =
                model(
                        1 / n,
                        shares(usual(Comparison::usualM, 1)),
                        shares(usual(Comparison::usualU, 1)),
                        frequencies,
                        hot);
        for (int round = 1; round <= ROUNDS; round++) {
            // Among few records even pairs at random hold matches: they count as far as they are
            // none.
            Map<Comparison, double[]> others = others(new Scorer(model));
            Map<Comparison, double[]> matches = matches(others);
            model = model(model.prior(), matches, others, frequencies, hot);
            double prior = prior(model);
            model = model(prior, matches, others, frequencies, hot);
            progress.at("round " + round + " of " + ROUNDS, (double) round / ROUNDS);
        }
        return model;
    }

    private Model model(
            double prior,
            Map<Comparison, double[]> matches,
            Map<Comparison, double[]> others,
            Map<Comparison, Frequencies> frequencies,
            Set<Long> hot) {
        return Model.of(
                people.size(),
                prior,
                household,
                matches,
                others,
                frequencies,
                hot,
                USUAL_THRESHOLDS);
    }

    /** The matches expected among all that meet under a key, over all pairs. */
    private double prior(Model model) {
        Blocking blocking = new Blocking(model);
        Scorer scorer = new Scorer(model);
        Map<Long, List<Integer>> bearers = new HashMap<>();
        double expected = 0;
        double housemates = 0;
        for (int i = 0; i < people.size(); i++) {
            Set<Integer> met = new TreeSet<>();
            for (long key : blocking.keys(people.get(i)).keys()) {
                List<Integer> earlier = bearers.computeIfAbsent(key, any -> new ArrayList<>());
                met.addAll(earlier);
                earlier.add(i);
            }
            for (int other : met) {
                Person one = people.get(i);
                Person two = people.get(other);
                expected += probability(scorer.score(one, two));
                housemates += scorer.ofHousehold(one, two);
            }
        }
        double n = Math.max(people.size(), 2);
        double pairs = n * (n - 1) / 2;
        household = (housemates + HOUSEMATES * n / 2 * WEIGHT_OF_USUAL_H) / pairs;
        return Math.min(MOST_PER_RECORD / n, Math.max(LEAST_PER_RECORD / n, expected / pairs));
    }

    private Relatives relatives() {
        return new Relatives(household);
    }

    private Map<Comparison, Frequencies> frequencies() {
        Map<Comparison, Frequencies> all = new EnumMap<>(Comparison.class);
        for (Comparison comparison : Values.COUNTED) {
            Map<Long, Integer> counts = new HashMap<>();
            long total = 0;
            for (Person person : people) {
                List<String> values = Values.of(comparison, person);
                total += values.isEmpty() ? 0 : 1;
                values.forEach(value -> counts.merge(Letters.hash(value), 1, Integer::sum));
            }
            counts.values().removeIf(count -> count < 2);
            if (total > 0) {
                all.put(comparison, new Frequencies(total, counts));
            }
        }
        return all;
    }

    /** Pairs of records that lie a fixed step apart in the shuffled order. */
    private Map<Comparison, double[]> others(Scorer scorer) {
        Map<Comparison, double[]> counts = usual(Comparison::usualU, WEIGHT_OF_USUAL_U);
        int n = people.size();
        Levels levels = new Levels();
        int pairs = 0;
        for (int step = 1; step < n && pairs < RANDOM_PAIRS; step++) {
            for (int i = 0; i + step < n && pairs < RANDOM_PAIRS; i++) {
                Person one = people.get(i);
                Person other = people.get(i + step);
                levels.compare(one, other);
                count(counts, levels, 1 - probability(scorer.score(one, other)), Set.of());
                pairs++;
            }
        }
        return shares(counts);
    }

    private Map<Comparison, double[]> matches(Map<Comparison, double[]> others) {
        Map<Comparison, double[]> counts = usual(Comparison::usualM, WEIGHT_OF_USUAL_M);
        for (Rule rule : RULES) {
            List<int[]> pairs = pairs(rule);
            if (pairs.size() > 0) {
                learn(rule, pairs, others)
                        .forEach((comparison, more) -> add(counts.get(comparison), more));
            }
        }
        return shares(counts);
    }

    /** Levels of the pairs that a rule brings together; of a large block its neighbours only. */
    private List<int[]> pairs(Rule rule) {
        Map<String, List<Person>> blocks = new TreeMap<>();
        for (Person person : people) {
            String key = rule.key().apply(person);
            if (!key.isEmpty()) {
                blocks.computeIfAbsent(key, any -> new ArrayList<>()).add(person);
            }
        }
        List<int[]> pairs = new ArrayList<>();
        Levels levels = new Levels();
        for (List<Person> block : blocks.values()) {
            int reach = Math.min(block.size(), 20);
            for (int i = 0; i < block.size(); i++) {
                for (int j = i + 1; j < Math.min(block.size(), i + reach); j++) {
                    if (pairs.size() >= MOST_PAIRS_OF_A_RULE) {
                        return pairs;
                    }
                    levels.compare(block.get(i), block.get(j));
                    pairs.add(levels.all());
                }
            }
        }
        return pairs;
    }

    /** How often matches among these pairs reach each level, at the end. */
    private Map<Comparison, double[]> learn(
            Rule rule, List<int[]> pairs, Map<Comparison, double[]> others) {
        Map<Comparison, double[]> matches = shares(usual(Comparison::usualM, 1));
        Map<Comparison, double[]> counts = Map.of();
        double prior = 0.5;
        for (int round = 0; round < ROUNDS_OF_A_RULE; round++) {
            counts = usual(Comparison::usualM, 0);
            double expected = 0;
            for (int[] levels : pairs) {
                double match = match(levels, rule.fixed(), prior, matches, others);
                expected += match;
                for (Comparison comparison : Comparison.values()) {
                    int level = levels[comparison.ordinal()];
                    if (level != NOTHING && !rule.fixed().contains(comparison)) {
                        counts.get(comparison)[level] += match;
                    }
                }
            }
            prior = Math.min(0.999, Math.max(0.001, expected / pairs.size()));
            Map<Comparison, double[]> next = usual(Comparison::usualM, WEIGHT_OF_USUAL_M);
            counts.forEach((comparison, more) -> add(next.get(comparison), more));
            matches = shares(next);
        }
        return counts;
    }

    /** Probability that a pair is one person. */
    private double match(
            int[] levels,
            Set<Comparison> fixed,
            double prior,
            Map<Comparison, double[]> matches,
            Map<Comparison, double[]> others) {
        double odds = prior / (1 - prior);
        double shared = 1;
        double[] ratios = new double[levels.length];
        for (Comparison comparison : Comparison.values()) {
            int level = levels[comparison.ordinal()];
            double ratio =
                    level == NOTHING || fixed.contains(comparison)
                            ? 1
                            : matches.get(comparison)[level] / others.get(comparison)[level];
            ratios[comparison.ordinal()] = ratio;
            odds *= ratio;
            shared *= comparison.ofHousehold() ? ratio : 1;
        }
        odds /=
                relatives()
                        .amongOthers(
                                shared,
                                ratios[BIRTH_DATE.ordinal()],
                                ratios[GIVEN_NAME.ordinal()],
                                ratios[EMAIL.ordinal()],
                                ratios[MOBILE.ordinal()]);
        return odds / (1 + odds);
    }

    private static void count(
            Map<Comparison, double[]> counts, Levels levels, double by, Set<Comparison> without) {
        counts.forEach(
                (comparison, shares) -> {
                    int level = levels.of(comparison);
                    if (level != NOTHING && !without.contains(comparison)) {
                        shares[level] += by;
                    }
                });
    }

    private static Map<Comparison, double[]> usual(
            Function<Comparison, double[]> shares, double weight) {
        Map<Comparison, double[]> counts = new EnumMap<>(Comparison.class);
        for (Comparison comparison : Comparison.values()) {
            counts.put(
                    comparison,
                    Arrays.stream(shares.apply(comparison)).map(share -> share * weight).toArray());
        }
        return counts;
    }

    private static Map<Comparison, double[]> shares(Map<Comparison, double[]> counts) {
        return counts.entrySet().stream()
                .collect(
                        Collectors.toMap(
                                Map.Entry::getKey,
                                entry -> {
                                    double sum = Arrays.stream(entry.getValue()).sum();
                                    return Arrays.stream(entry.getValue())
                                            .map(count -> count / sum)
                                            .toArray();
                                },
                                (a, b) -> a,
                                () -> new EnumMap<>(Comparison.class)));
    }

    private static void add(double[] counts, double[] more) {
        for (int level = 0; level < counts.length; level++) {
            counts[level] += more[level];
        }
    }

    private static String one(List<String> values) {
        return values.isEmpty() ? "" : values.get(0);
    }

    private static String both(String one, String other) {
        return one.isEmpty() || other.isEmpty() ? "" : one + ' ' + other;
    }

    private static double probability(int weight) {
        return 1 / (1 + Math.pow(2, -weight / 1000.0));
    }

    private static long shuffled(Person person) {
        return Letters.hash(person.text());
    }
}
