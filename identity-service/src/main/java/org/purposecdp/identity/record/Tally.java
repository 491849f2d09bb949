package org.purposecdp.identity.record;

import java.util.ArrayList;
import java.util.List;

import org.purposecdp.identity.capture.InvalidEvent;
import org.purposecdp.identity.capture.Reading;

/** What becomes of a body's records, counted as they come. */
public final class Tally {
    static final int MOST_LISTED = 1_000;

    private final List<Rejected> rejected = new ArrayList<>();
    private int index;
    private int refused;

    /**
     * @param rejected the first {@code rejectedListed} of those that were
     * @param rejectedCount all of them
     * @param rejectedListed how many are listed at most
     * @param dryRun true when nothing was kept; else absent
     */
    public record Answer(
            int accepted,
            List<Rejected> rejected,
            int rejectedCount,
            int rejectedListed,
            Boolean dryRun) {}

    /**
     * @param index place in the body, from 0; empty lines do not count
     */
    public record Rejected(int index, String code, String message) {}

    public void add(List<Reading> readings) {
        for (Reading reading : readings) {
            InvalidEvent invalid = reading.invalid();
            if (invalid != null) {
                refused++;
                if (rejected.size() < MOST_LISTED) {
                    rejected.add(new Rejected(index, invalid.name(), invalid.accepted()));
                }
            }
            index++;
        }
    }

    /** How many there were. */
    int seen() {
        return index;
    }

    int accepted() {
        return index - refused;
    }

    /**
     * @param dryRun nothing was kept
     */
    public Answer answer(boolean dryRun) {
        return new Answer(
                accepted(), List.copyOf(rejected), refused, MOST_LISTED, dryRun ? true : null);
    }
}
