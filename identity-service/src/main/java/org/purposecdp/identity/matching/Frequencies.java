package org.purposecdp.identity.matching;

import java.util.Map;

/**
 * How common the values of a field are, as they were when the model was made.
 *
 * @param total records that say something
 * @param counts of the values that occur more than once, by the hash of the value
 * @param ofOthers counted among other people than those it is asked about: what is common there is
 *     taken to be so here, but what is rare or unknown there may be anybody's name
 */
public record Frequencies(long total, Map<Long, Integer> counts, boolean ofOthers) {
    static final Frequencies NONE = new Frequencies(0, Map.of());

    /** Knowing few records says little of what is common. */
    private static final double WEIGHT_OF_USUAL = 100;

    public Frequencies {
        counts = Map.copyOf(counts);
    }

    Frequencies(long total, Map<Long, Integer> counts) {
        this(total, counts, false);
    }

    Frequencies forOthers() {
        return new Frequencies(total, counts, true);
    }

    /**
     * Share of the people that have the value.
     *
     * @param usual the share of an average value
     */
    double share(String value, double usual) {
        int count = counts.getOrDefault(Letters.hash(value), 1);
        double share = (count + WEIGHT_OF_USUAL * usual) / (total + WEIGHT_OF_USUAL);
        return ofOthers ? Math.max(share, usual) : share;
    }
}
