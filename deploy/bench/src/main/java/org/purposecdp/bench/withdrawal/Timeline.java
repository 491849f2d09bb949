package org.purposecdp.bench.withdrawal;

import java.util.NavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** When each phase began, in {@code System.nanoTime()}; it lasts until the next does. */
final class Timeline {
    private final NavigableMap<Long, Phase> starts = new ConcurrentSkipListMap<>();

    void begin(Phase phase, long nanos) {
        starts.put(nanos, phase);
    }

    /** What was due before the first phase belongs to it. */
    Phase at(long nanos) {
        var last = starts.floorEntry(nanos);
        return (last == null ? starts.firstEntry() : last).getValue();
    }

    /** Whether the point was away at any moment between these. */
    boolean away(long from, long to) {
        return at(from).pointIsAway()
                || starts.subMap(from, true, Math.max(from, to), true).values().stream()
                        .anyMatch(Phase::pointIsAway);
    }
}
