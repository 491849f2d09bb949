package org.purposecdp.consent.word;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What one device of a source has said of one purpose, in the order in which it was said. */
final class Device {
    private final List<Voice> noes = new ArrayList<>();
    private final List<Voice> yeses = new ArrayList<>();
    private final List<Run> runs = new ArrayList<>();

    Device(List<Voice> voices) {
        voices.stream()
                .sorted(Voice.OLDEST_FIRST)
                .forEach(voice -> (voice.yes() ? yeses : noes).add(voice));
        noes.forEach(this::addToRuns);
    }

    /**
     * A "no" and its repeats.
     *
     * @param end when the device said otherwise; null while it says so
     */
    record Run(List<Voice> noes, Instant end) {
        Voice first() {
            return noes.get(0);
        }

        Set<String> groups() {
            return noes.stream()
                    .map(no -> no.speaker().group())
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    /** Its word ends with the first "yes" that takes its place. */
    Instant end(Voice no) {
        return yeses.stream()
                .filter(yes -> yes.follows(no))
                .map(Voice::at)
                .findFirst()
                .orElse(null);
    }

    /** Tools repeat a "no" with every event: it counts from when it was first said. */
    List<Run> runs() {
        return runs;
    }

    private void addToRuns(Voice no) {
        Run last = runs.isEmpty() ? null : runs.get(runs.size() - 1);
        if (last != null && (last.end() == null || no.at().isBefore(last.end()))) {
            List<Voice> more = new ArrayList<>(last.noes());
            more.add(no);
            runs.set(runs.size() - 1, new Run(more, later(last.end(), end(no))));
        } else {
            runs.add(new Run(List.of(no), end(no)));
        }
    }

    private static Instant later(Instant one, Instant other) {
        return one == null || other == null ? null : one.isAfter(other) ? one : other;
    }

    /** Whether it says "no" at that moment; at a tie it does. */
    boolean refusesAt(Instant instant) {
        return runs.stream()
                .anyMatch(
                        run ->
                                !run.first().at().isAfter(instant)
                                        && (run.end() == null || instant.isBefore(run.end())));
    }

    /** The "yes" with which it changed its word. */
    List<Voice> changes() {
        return yeses.stream()
                .filter(yes -> noes.stream().anyMatch(no -> yes.at().equals(end(no))))
                .filter(yes -> !refusesAt(yes.at()))
                .toList();
    }
}
