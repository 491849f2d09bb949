package org.purposecdp.identity.matching;

/** What is to be expected of links, from the weights of all pairs that meet under a key. */
final class Expectation {
    private static final int STEP = 250;

    /** Nine in ten. */
    static final int STRICTEST = 3000;

    private double matches;
    private double linked;
    private double right;
    private final double[] under = new double[STRICTEST / STEP + 1];

    void add(int weight) {
        double probability = Scorer.probability(weight);
        matches += probability;
        linked += weight >= 0 ? 1 : 0;
        right += weight >= 0 ? probability : 0;
        for (int step = Math.max(0, Math.floorDiv(weight, STEP) + 1); step < under.length; step++) {
            under[step] += probability;
        }
    }

    double matches() {
        return matches;
    }

    /** Of links from an even chance on. */
    double f1() {
        return matches == 0 ? 0 : 2 * right / (linked + matches);
    }

    /**
     * The strictest weight to ask of links.
     *
     * @param share of the matches that may be missed
     */
    int strictest(double share) {
        int step = under.length - 1;
        while (step > 0 && under[step] > share * matches) {
            step--;
        }
        return step * STEP;
    }
}
