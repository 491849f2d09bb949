package org.purposecdp.bench;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import org.purposecdp.local.Part;
import org.purposecdp.local.Stack;

/** Starts again what has ended, as an orchestrator does, unless it is to stay away for a while. */
final class Supervisor implements AutoCloseable {
    private final Stack stack;
    private final Set<Part> away = ConcurrentHashMap.newKeySet();
    private final Set<Part> starting = ConcurrentHashMap.newKeySet();
    private final Map<String, Integer> starts = new ConcurrentHashMap<>();
    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor();
    private final ExecutorService starters = Executors.newCachedThreadPool();

    Supervisor(Stack stack) {
        this.stack = stack;
        watch.scheduleWithFixedDelay(this::look, 1, 1, TimeUnit.SECONDS);
    }

    private void look() {
        for (Part part : stack.parts()) {
            if (!away.contains(part) && !part.alive() && starting.add(part)) {
                starts.merge(part.name(), 1, Integer::sum);
                starters.execute(() -> start(part));
            }
        }
    }

    private void start(Part part) {
        try {
            part.start();
        } catch (RuntimeException e) {
            // It ended again, or has no room to start in: the next look finds it so.
        } finally {
            starting.remove(part);
        }
    }

    /** Stops it in order; it stays away until {@link #back}. */
    void stop(Part part) {
        away.add(part);
        part.stop();
    }

    void back(Part part) {
        away.remove(part);
    }

    /** How often each was started again. */
    Map<String, Integer> starts() {
        return new TreeMap<>(starts);
    }

    boolean allRun() {
        return starting.isEmpty() && stack.parts().stream().allMatch(Part::alive);
    }

    @Override
    public void close() {
        watch.shutdownNow();
        starters.shutdown();
    }
}
