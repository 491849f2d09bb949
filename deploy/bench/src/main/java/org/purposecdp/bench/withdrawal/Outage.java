package org.purposecdp.bench.withdrawal;

import java.time.Duration;

import org.purposecdp.bench.Pace;
import org.purposecdp.local.Instances;

/** Takes a service down, all of its instances by kill -9, and brings it back. */
final class Outage {
    private final Instances point;
    private final Duration from;
    private final Duration until;

    /**
     * @param from since the load began, as is {@code until}
     */
    Outage(Instances point, Duration from, Duration until) {
        this.point = point;
        this.from = from;
        this.until = until;
    }

    /** Returns when it is ready again. */
    void run(Round round) {
        long start = System.nanoTime();
        Pace.sleepUntil(start + from.toNanos());
        round.begin(Phase.GOING);
        point.kill();
        round.begin(Phase.DOWN);
        Pace.sleepUntil(start + until.toNanos());
        round.begin(Phase.RETURNING);
        point.start();
        round.begin(Phase.BACK);
    }
}
