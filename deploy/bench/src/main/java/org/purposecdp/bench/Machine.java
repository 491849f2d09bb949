package org.purposecdp.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The whole machine's processor time so far, so that a measurement beside somebody else's work
 * shows it. In milliseconds, of all processors together.
 */
public record Machine(double busy, double idle) {
    private static final Path STAT = Path.of("/proc/stat");

    /** user, nice, system, idle, iowait, irq, softirq, steal: what a host took counts as busy. */
    private static final int FIRST = 1;

    private static final int IDLE = 4;
    private static final int WAITING = 5;
    private static final int LAST = 8;

    /** Null elsewhere than on Linux. */
    public static Machine now() {
        if (!Files.isReadable(STAT)) {
            return null;
        }
        try {
            return of(Files.readAllLines(STAT).get(0));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Machine of(String line) {
        String[] fields = line.split(" +");
        double busy = 0;
        double idle = 0;
        for (int i = FIRST; i <= LAST; i++) {
            if (i == IDLE || i == WAITING) {
                idle += Processes.milliseconds(Long.parseLong(fields[i]));
            } else {
                busy += Processes.milliseconds(Long.parseLong(fields[i]));
            }
        }
        return new Machine(busy, idle);
    }

    /**
     * Shares of all processors' time since an earlier reading.
     *
     * @param measured what the measured processes used meanwhile, in milliseconds
     */
    public static Map<String, Double> shares(Machine before, Machine after, double measured) {
        if (before == null || after == null) {
            return Map.of();
        }
        double all = after.busy() - before.busy() + after.idle() - before.idle();
        double others = Math.max(0, after.busy() - before.busy() - measured);
        Map<String, Double> shares = new LinkedHashMap<>();
        shares.put("measured", share(measured, all));
        shares.put("others", share(others, all));
        shares.put("idle", share(after.idle() - before.idle(), all));
        return shares;
    }

    private static double share(double part, double all) {
        return all == 0 ? 0 : Math.round(part / all * 1000) / 1000.0;
    }
}
