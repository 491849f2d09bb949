package org.purposecdp.identity.matching;

import java.util.Map;

/**
 * How common the values of a field are, as they were when the model was made.
 *
 * @param total records that say something
 * @param counts of the values that occur more than once, by the hash of the value
 */
public record Frequencies(long total, Map<Long, Integer> counts) {
    static final Frequencies NONE = new Frequencies(0, Map.of());

    /** Knowing few records says little of what is common. */
    private static final double WEIGHT_OF_USUAL = 100;

    public Frequencies {
        counts = Map.copyOf(counts);
    }

    /**
     * Share of the people that have the value.
     *
     * @param usual the share of an average value
     */
    double share(String value, double usual) {
        int count = counts.getOrDefault(Letters.hash(value), 1);
        return (count + WEIGHT_OF_USUAL * usual) / (total + WEIGHT_OF_USUAL);
    }
}
