package org.purposecdp.consent.word;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What one device of a source has said of one purpose, in the order in which it was said. */
final class Device {
    private final List<Voice> yeses;
    private final List<Run> runs;

    Device(List<Voice> voices) {
        yeses = voices.stream().filter(Voice::yes).sorted(Voice.OLDEST_FIRST).toList();
        runs = noes(voices).stream().map(noes -> new Run(noes, end(noes))).toList();
    }

    /**
     * Split by each "yes" that was said between, whenever it was heard: a "no" after it is one of
     * its own time. At a tie the "no" is the last word.
     */
    private static List<List<Voice>> noes(List<Voice> voices) {
        List<List<Voice>> runs = new ArrayList<>();
        boolean repeats = false;
        for (Voice voice : voices.stream().sorted(Voice.NO_LAST).toList()) {
            if (!voice.yes() && !repeats) {
                runs.add(new ArrayList<>());
            }
            if (!voice.yes()) {
                runs.get(runs.size() - 1).add(voice);
            }
            repeats = !voice.yes();
        }
        return runs;
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

    /**
     * Oldest first. Tools repeat a "no" with every event: it counts from when it was first said.
     */
    List<Run> runs() {
        return runs;
    }

    /** A run's is that of whichever goes on the longest: one that came late, maybe. */
    private Instant end(List<Voice> noes) {
        List<Instant> ends = noes.stream().map(this::end).toList();
        return ends.contains(null) ? null : Collections.max(ends);
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
        Set<Instant> ends =
                runs.stream()
                        .flatMap(run -> run.noes().stream())
                        .map(this::end)
                        .collect(Collectors.toSet());
        return yeses.stream()
                .filter(yes -> ends.contains(yes.at()))
                .filter(yes -> !refusesAt(yes.at()))
                .toList();
    }
}
