package org.purposecdp.bench;

import java.time.Duration;

/**
 * Looks for the highest rate that is kept up with: doubles until it is too much, bisects, and
 * confirms what it found for longer.
 */
final class RateSearch {
    private static final int LEAST = 10;
    private static final int MOST = 50_000;

    /** A twentieth apart is near enough. */
    private static final int FINENESS = 20;

    private final Probe probe;
    private final Duration brief;
    private final Duration whole;

    interface Probe {
        boolean keepsUp(int rate, Duration duration);
    }

    RateSearch(Probe probe, Duration brief, Duration whole) {
        this.probe = probe;
        this.brief = brief;
        this.whole = whole;
    }

    /** 0 when not even the least rate is kept up with. */
    int highest(int start) {
        int good = 0;
        int bad = MOST + 1;
        int rate = start;
        while (rate >= LEAST && rate <= MOST && (good == 0 || bad > MOST)) {
            if (probe.keepsUp(rate, brief)) {
                good = rate;
                rate *= 2;
            } else {
                bad = rate;
                rate = rate > LEAST ? Math.max(LEAST, rate / 2) : 0;
            }
        }
        while (good > 0 && bad - good > Math.max(1, good / FINENESS)) {
            int middle = round((good + bad) / 2);
            if (middle <= good || middle >= bad) {
                break;
            }
            if (probe.keepsUp(middle, brief)) {
                good = middle;
            } else {
                bad = middle;
            }
        }
        return confirmed(good);
    }

    private int confirmed(int found) {
        int rate = found;
        while (rate >= LEAST && !probe.keepsUp(rate, whole)) {
            rate = Math.min(rate - 1, round(rate * 9 / 10));
        }
        return rate >= LEAST ? rate : 0;
    }

    /** To two digits or so: more would claim more than a probe can tell. */
    private static int round(int rate) {
        int step = rate >= 1000 ? 50 : rate >= 200 ? 10 : 1;
        return rate / step * step;
    }
}
