package org.purposecdp.identity.capture;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.enterprise.context.ApplicationScoped;

import org.purposecdp.contracts.identifier.Identifier;
import org.purposecdp.contracts.record.ReceivedRecord;

/**
 * The last records of each source that this instance took, for who sets a source up and wants to
 * see it work. No values, and nothing that outlives the process.
 */
@ApplicationScoped
public class RecentRecords {
    private static final int KEPT = 50;

    private final Map<String, Deque<Recent>> bySource = new ConcurrentHashMap<>();

    /**
     * @param what the call, and the event's name where there is one
     * @param names namespaces of the identifiers, and names of the traits
     * @param invalid why it was left out; null where it was taken
     */
    public record Recent(Instant at, String what, List<String> names, InvalidEvent invalid) {}

    void note(String source, List<Reading> readings) {
        Deque<Recent> last = bySource.computeIfAbsent(source, any -> new ArrayDeque<>());
        Instant now = Instant.now();
        synchronized (last) {
            readings.subList(Math.max(0, readings.size() - KEPT), readings.size())
                    .forEach(reading -> last.addFirst(recent(reading, now)));
            while (last.size() > KEPT) {
                last.removeLast();
            }
        }
    }

    /** The newest first. */
    public List<Recent> of(String source) {
        Deque<Recent> last = bySource.get(source);
        if (last == null) {
            return List.of();
        }
        synchronized (last) {
            return List.copyOf(last);
        }
    }

    private static Recent recent(Reading reading, Instant now) {
        ReceivedRecord record = reading.record();
        if (record == null) {
            return new Recent(now, "", List.of(), reading.invalid());
        }
        List<String> names = new ArrayList<>();
        record.identifiers().stream().map(Identifier::namespace).distinct().forEach(names::add);
        names.addAll(record.traits().keySet());
        String what =
                record.event() == null
                        ? record.type()
                        : record.type() + ": " + record.event().name();
        return new Recent(now, what, names, null);
    }
}
