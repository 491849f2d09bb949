package org.purposecdp.bench;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** What one service was told reaches the others a little later. */
public final class Retry {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private Retry() {}

    public static <T> T until(Supplier<T> call) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                return call.get();
            } catch (BenchFailure failure) {
                if (System.nanoTime() > end) {
                    throw failure;
                }
                pause();
            }
        }
    }

    private static void pause() {
        try {
            TimeUnit.SECONDS.sleep(1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
