package org.purposecdp.identity.matching;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import org.purposecdp.identity.matching.Relatives.Agreement;

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

    static final Model.Thresholds USUAL_THRESHOLDS = new Model.Thresholds(0, -4000, -500);

    /** Bits of the odds that links are right, from which on they part people well. */
    private static final double WELL_PARTED = 3;

    /** Thousandths of a bit, for each bit past that. */
    private static final double LENIENCE = 300;

    private static final int MANY = 10_000;

    /** Share of matches that strictness may cost. */
    private static final double MAY_BE_MISSED = 0.05;

    private static final int RANDOM_PAIRS = 400_000;
    private static final int ROUNDS = 3;
    private static final int ROUNDS_OF_A_RULE = 12;
    private static final double LEAST_F1 = 0.5;
    private static final double MOST_F1 = 0.9999;
    private static final double LEAST_PER_RECORD = 0.05;
    private static final double MOST_PER_RECORD = 10;
    private static final double WEIGHT_OF_USUAL_M = 100;
    private static final double WEIGHT_OF_USUAL_H = 0.05;
    private static final double WEIGHT_OF_USUAL_U = 2_000;

    private final List<Person> people;
    private final long expected;
    private final Progress progress;
    private double household;
    private Expectation expectation = new Expectation();

    /** Told what is done. */
    public interface Progress {
        void at(String step, double done);
    }

    private Training(List<Person> people, long expected, Progress progress) {
        this.people = people;
        this.expected = expected;
        this.progress = progress;
    }

    /** Learns from these people, for themselves. */
    public static Model learn(List<Person> people, Progress progress) {
        return learn(people, people.size(), progress);
    }

    /**
     * Learns from a sample.
     *
     * @param expected how many records are to be told apart: the more, the fewer may bear a key
     */
    public static Model learn(List<Person> sample, long expected, Progress progress) {
        List<Person> inOrder = new ArrayList<>(sample);
        inOrder.sort(Comparator.comparingLong(Training::shuffled));
        return new Training(inOrder, Math.max(expected, sample.size()), progress).learn();
    }

    private Model learn() {
        Map<Comparison, Frequencies> frequencies = frequencies();
        Set<Long> hot = Blocking.hotKeys(people, expected);
        progress.at("keys", 0.1);
        double n = Math.max(people.size(), 2);
        household = HOUSEMATES / n;
        Model model =
                model(
                        1 / n,
                        Shares.usualMatches().shares(),
                        Shares.usualOthers().shares(),
                        frequencies,
                        hot);
        for (int round = 1; round <= ROUNDS; round++) {
            Map<Comparison, double[]> others = others(new Scorer(model));
            Map<Comparison, double[]> matches = matches(others);
            model = model(model.prior(), matches, others, frequencies, hot);
            model = model(prior(model), matches, others, frequencies, hot);
            progress.at("round " + round + " of " + ROUNDS, (double) round / ROUNDS);
        }
        return model;
    }

    /**
     * A wrong merge is worse than a missed one: so among many records the threshold is as strict as
     * it can be without missing too much. From few, shares are learnt less well: there, where the
     * scores part matches from others well, a match may weigh less than even, since what lies
     * between is rare, and mostly matches that the shares do not account for.
     */
    private Model.Thresholds thresholds() {
        if (people.size() >= MANY) {
            return USUAL_THRESHOLDS.raised(expectation.strictest(MAY_BE_MISSED));
        }
        double f1 = Math.max(LEAST_F1, Math.min(MOST_F1, expectation.f1()));
        double parted = Math.log(f1 / (1 - f1)) / Math.log(2);
        return USUAL_THRESHOLDS.raised(
                (int) -Math.round(LENIENCE * Math.max(0, parted - WELL_PARTED)));
    }

    private Model model(
            double prior,
            Map<Comparison, double[]> matches,
            Map<Comparison, double[]> others,
            Map<Comparison, Frequencies> frequencies,
            Set<Long> hot) {
        return new Model(
                people.size(), prior, household, matches, others, frequencies, hot, thresholds());
    }

    /** The matches expected among all that meet under a key, over all pairs. */
    private double prior(Model model) {
        Blocking blocking = new Blocking(model);
        Scorer scorer = new Scorer(model);
        Map<Long, List<Integer>> bearers = new HashMap<>();
        expectation = new Expectation();
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
                expectation.add(scorer.score(one, two));
                housemates += scorer.ofHousehold(one, two);
            }
        }
        double n = Math.max(people.size(), 2);
        double pairs = n * (n - 1) / 2;
        household = (housemates + HOUSEMATES * n / 2 * WEIGHT_OF_USUAL_H) / pairs;
        return Math.min(
                MOST_PER_RECORD / n, Math.max(LEAST_PER_RECORD / n, expectation.matches() / pairs));
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

    /**
     * Pairs of records that lie a fixed step apart in the shuffled order. Among few records even
     * pairs at random hold matches: they count as far as they are none.
     */
    private Map<Comparison, double[]> others(Scorer scorer) {
        Shares others = Shares.usualOthers(WEIGHT_OF_USUAL_U);
        int n = people.size();
        Levels levels = new Levels();
        int pairs = 0;
        for (int step = 1; step < n && pairs < RANDOM_PAIRS; step++) {
            for (int i = 0; i + step < n && pairs < RANDOM_PAIRS; i++) {
                Person one = people.get(i);
                Person other = people.get(i + step);
                double part = 1 - Scorer.probability(scorer.score(one, other));
                others.add(levels.compare(one, other).all(), part, Set.of());
                pairs++;
            }
        }
        return others.shares();
    }

    private Map<Comparison, double[]> matches(Map<Comparison, double[]> others) {
        Shares matches = Shares.usualMatches(WEIGHT_OF_USUAL_M);
        for (Rule rule : Rule.ALL) {
            List<int[]> pairs = rule.pairs(people);
            if (!pairs.isEmpty()) {
                matches.add(learn(rule, pairs, others));
            }
        }
        return matches.shares();
    }

    /** The matches among these pairs, each as far as it is one. */
    private Shares learn(Rule rule, List<int[]> pairs, Map<Comparison, double[]> others) {
        Map<Comparison, double[]> shares = Shares.usualMatches().shares();
        Shares matches = Shares.none();
        double prior = 0.5;
        for (int round = 0; round < ROUNDS_OF_A_RULE; round++) {
            matches = Shares.none();
            double expected = 0;
            for (int[] levels : pairs) {
                double match = match(levels, rule.fixed(), prior, shares, others);
                expected += match;
                matches.add(levels, match, rule.fixed());
            }
            prior = Math.min(0.999, Math.max(0.001, expected / pairs.size()));
            shares = Shares.usualMatches(WEIGHT_OF_USUAL_M).add(matches).shares();
        }
        return matches;
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
        Agreement agreement =
                new Agreement(
                        shared,
                        ratios[BIRTH_DATE.ordinal()],
                        ratios[GIVEN_NAME.ordinal()],
                        ratios[EMAIL.ordinal()],
                        ratios[MOBILE.ordinal()]);
        odds /= new Relatives(household).amongOthers(agreement);
        return odds / (1 + odds);
    }

    private static long shuffled(Person person) {
        return Letters.hash(person.text());
    }
}
