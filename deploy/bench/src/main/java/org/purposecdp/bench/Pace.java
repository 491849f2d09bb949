package org.purposecdp.bench;

import java.util.concurrent.locks.LockSupport;

/** Waits for the moment at which something is due, in {@code System.nanoTime()}. */
public final class Pace {
    private Pace() {}

    /** Returns at once where that has passed, or when interrupted. */
    public static void sleepUntil(long nanos) {
        long left = nanos - System.nanoTime();
        while (left > 0 && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(left);
            left = nanos - System.nanoTime();
        }
    }
}
