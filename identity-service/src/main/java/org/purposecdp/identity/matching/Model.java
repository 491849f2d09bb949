package org.purposecdp.identity.matching;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Everything a score depends on besides the pair; never changed once made.
 *
 * @param people how many records it was learnt from
 * @param prior probability that two records taken at random are of one person
 * @param household probability that two records taken at random are of one household, but not of
 *     one person
 * @param matches share of matches at each level of a comparison
 * @param others share of other pairs at each level
 * @param frequencies of the values of comparisons where a common value says less
 * @param hotKeys blocking keys that too many records bear
 * @param thresholds of the total weight
 */
public record Model(
        long people,
        double prior,
        double household,
        Map<Comparison, double[]> matches,
        Map<Comparison, double[]> others,
        Map<Comparison, Frequencies> frequencies,
        Set<Long> hotKeys,
        Thresholds thresholds) {

    /**
     * In thousandths of a bit.
     *
     * @param match from here on two records are linked
     * @param possible from here on a steward is asked
     * @param guard what the pairs between two clusters must weigh on average to be joined
     */
    public record Thresholds(int match, int possible, int guard) {
        /** Asks so much more of links, or less. */
        Thresholds raised(int by) {
            return new Thresholds(match + by, possible, guard + by);
        }
    }

    public Model {
        matches = copy(matches);
        others = copy(others);
        frequencies = copy(frequencies);
        hotKeys = Set.copyOf(hotKeys);
        requireShares(matches);
        requireShares(others);
    }

    private static void requireShares(Map<Comparison, double[]> shares) {
        for (Comparison comparison : Comparison.values()) {
            double[] ofLevels = shares.get(comparison);
            if (ofLevels == null || ofLevels.length != comparison.levels().size()) {
                throw new IllegalArgumentException(
                        "the model has other levels of "
                                + comparison
                                + " than are compared: learn"
                                + " one anew");
            }
        }
    }

    private static <V> Map<Comparison, V> copy(Map<Comparison, V> values) {
        Map<Comparison, V> copy = new EnumMap<>(Comparison.class);
        copy.putAll(values);
        return Collections.unmodifiableMap(copy);
    }

    /** Hash of all that it is. */
    public String version() {
        StringBuilder all = new StringBuilder();
        all.append(people).append(' ').append(prior).append(' ').append(household);
        matches.forEach((what, shares) -> all.append(what).append(Arrays.toString(shares)));
        others.forEach((what, shares) -> all.append(what).append(Arrays.toString(shares)));
        frequencies.forEach(
                (what, values) ->
                        all.append(what)
                                .append(values.total())
                                .append(new TreeMap<>(values.counts()))
                                .append(values.ofOthers() ? "of others" : ""));
        all.append(hotKeys.stream().sorted().toList()).append(thresholds);
        return Long.toHexString(Letters.hash(all.toString()));
    }

    /**
     * The usual shares, with how common names were: for whom nothing has been learnt yet, and who
     * is asked for the most certain links only.
     */
    public Model usualWithNames() {
        Model usual = usual();
        Map<Comparison, Frequencies> names = new EnumMap<>(frequencies);
        names.keySet().retainAll(Set.of(Comparison.GIVEN_NAME, Comparison.FAMILY_NAME));
        names.replaceAll((name, counted) -> counted.forOthers());
        return new Model(
                usual.people(),
                usual.prior(),
                usual.household(),
                usual.matches(),
                usual.others(),
                names,
                hotKeys,
                usual.thresholds().raised(Expectation.STRICTEST));
    }

    /** Before anything was learnt: the usual shares, for a hundred thousand records. */
    public static Model usual() {
        long people = 100_000;
        return new Model(
                people,
                1.0 / people,
                Training.HOUSEMATES / people,
                Shares.usualMatches().shares(),
                Shares.usualOthers().shares(),
                Map.of(),
                Set.of(),
                Training.USUAL_THRESHOLDS);
    }
}
