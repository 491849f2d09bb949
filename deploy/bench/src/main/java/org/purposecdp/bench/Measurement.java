package org.purposecdp.bench;

import java.time.Duration;

/**
 * What was found of one pipeline.
 *
 * @param sustained null when the one rate given was too much
 * @param confirming the run at the sustained rate; null when a rate was given
 * @param measured the run that the latencies are of: at half the sustained rate, or the one given
 */
record Measurement(Integer sustained, Run confirming, Run measured) {
    private static final Duration PROBE = Duration.ofSeconds(20);
    private static final Duration CONFIRMATION = Duration.ofSeconds(60);
    private static final int FIRST_RATE = 250;

    /**
     * Compilers need some thousand events, and a stack that was just started has no time to spare.
     */
    private static final int WARM_UP_RATE = 200;

    private static final Duration WARM_UP = Duration.ofSeconds(40);

    static Measurement at(Driver driver, int rate, Duration duration) {
        driver.run(Math.min(rate, WARM_UP_RATE), WARM_UP, "warming up");
        Run run = driver.run(rate, duration, "measuring");
        return new Measurement(run.keptUp() ? rate : null, null, run);
    }

    /** At whatever rate. */
    boolean keptUp() {
        return sustained != null && sustained > 0;
    }

    /** Looks for the highest rate, then measures at half of it. */
    static Measurement search(Driver driver, Duration duration) {
        driver.run(WARM_UP_RATE, WARM_UP, "warming up");
        Run[] last = new Run[1];
        int highest =
                new RateSearch(
                                (rate, howLong) -> {
                                    last[0] = driver.run(rate, howLong, what(howLong));
                                    return last[0].keptUp();
                                },
                                PROBE,
                                CONFIRMATION)
                        .highest(FIRST_RATE);
        Run confirming = last[0];
        Run measured = highest < 2 ? null : driver.run(highest / 2, duration, "measuring");
        return new Measurement(highest, confirming, measured);
    }

    private static String what(Duration howLong) {
        return howLong.equals(CONFIRMATION) ? "confirming" : "probing";
    }
}
