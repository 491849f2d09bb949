package org.purposecdp.bench;

import java.util.SplittableRandom;

/**
 * Who the events of a run are about: the same for the same run and number, so that nothing has to
 * be kept.
 *
 * @param known how many have been seen before
 * @param newShare share of events that are somebody's first, 0 to 1
 */
record People(int known, double newShare, String run) {
    /** Each known person once, in order. */
    static String ofSeed(int number) {
        return "bench-" + number;
    }

    boolean isNew(int number) {
        return random(number).nextDouble() < newShare;
    }

    String of(int number) {
        return isNew(number) ? "bench-" + run + "-" + number : ofSeed(chosen(number));
    }

    private int chosen(int number) {
        SplittableRandom random = random(number);
        random.nextDouble();
        return random.nextInt(known);
    }

    private SplittableRandom random(int number) {
        return new SplittableRandom(run.hashCode() * 31L + number);
    }
}
