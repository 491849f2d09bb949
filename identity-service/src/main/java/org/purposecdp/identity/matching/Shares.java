package org.purposecdp.identity.matching;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

import static org.purposecdp.identity.matching.Comparison.NOTHING;

/** How often pairs reach each level of each comparison; counts that may be parts of one. */
final class Shares {
    private final Map<Comparison, double[]> counts = new EnumMap<>(Comparison.class);

    private Shares(Function<Comparison, double[]> shares, double weight) {
        for (Comparison comparison : Comparison.values()) {
            counts.put(
                    comparison,
                    Arrays.stream(shares.apply(comparison)).map(share -> share * weight).toArray());
        }
    }

    static Shares none() {
        return new Shares(Comparison::usualM, 0);
    }

    static Shares usualMatches() {
        return usualMatches(1);
    }

    /** As if so many matches had been seen already. */
    static Shares usualMatches(double pairs) {
        return new Shares(Comparison::usualM, pairs);
    }

    static Shares usualOthers() {
        return usualOthers(1);
    }

    /** As if so many pairs of two people had been seen already. */
    static Shares usualOthers(double pairs) {
        return new Shares(Comparison::usualU, pairs);
    }

    /** Counts a pair, as a part of one, but for some comparisons. */
    void add(int[] levels, double part, Set<Comparison> without) {
        for (Comparison comparison : Comparison.values()) {
            int level = levels[comparison.ordinal()];
            if (level != NOTHING && !without.contains(comparison)) {
                counts.get(comparison)[level] += part;
            }
        }
    }

    Shares add(Shares more) {
        more.counts.forEach(
                (comparison, some) -> {
                    double[] own = counts.get(comparison);
                    Arrays.setAll(own, level -> own[level] + some[level]);
                });
        return this;
    }

    /** Of each level within its comparison; they add up to one. */
    Map<Comparison, double[]> shares() {
        Map<Comparison, double[]> shares = new EnumMap<>(Comparison.class);
        counts.forEach(
                (comparison, some) -> {
                    double sum = Arrays.stream(some).sum();
                    shares.put(comparison, Arrays.stream(some).map(count -> count / sum).toArray());
                });
        return shares;
    }
}
