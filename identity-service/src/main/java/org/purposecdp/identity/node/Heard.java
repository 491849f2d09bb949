package org.purposecdp.identity.node;

import java.time.Duration;
import java.time.Instant;

import org.purposecdp.contracts.record.ConsentSignal;
import org.purposecdp.contracts.record.Word;

/**
 * The last run of equal words that a node, or a device, is known to have said: tools repeat what
 * they hold with every event, and only what is new is told. Pure.
 *
 * @param after before this, or just then, something else was said; null when nothing was
 * @param untold the last repeat of a "yes" before the run, while it is not told; else null
 * @param first when the first of the run that was told was said
 * @param last the latest of the run that is remembered
 * @param open whether the next word is told, whatever it says: it may end a "no" that came late
 */
record Heard(Instant after, ConsentSignal untold, Instant first, ConsentSignal last, boolean open) {
    /** Repeats of a "yes" come with every page view; one a minute is remembered. */
    private static final Duration REMEMBERED = Duration.ofMinutes(1);

    /**
     * @param told whether the word is to be told
     * @param again a repeat that is to be told after all, since else the word would pass for the
     *     only one that is the latest; or null
     * @param now what is known then
     */
    record Step(boolean told, ConsentSignal again, Heard now) {}

    static Step first(ConsentSignal said) {
        return new Step(true, null, new Heard(null, null, said.at(), said, false));
    }

    Step hear(ConsentSignal said) {
        boolean same = said.words().equals(last.words());
        Instant at = said.at();
        if (at.isBefore(first)) {
            return early(said, same);
        }
        if (at.isBefore(last.at())) {
            return same
                    ? new Step(open, null, this)
                    : new Step(true, last, new Heard(at, untold, last.at(), last, opens(said)));
        }
        if (same && !open) {
            return new Step(false, null, repeated(said));
        }
        boolean tie = at.equals(last.at());
        if (same) {
            return new Step(true, tie ? repeat() : null, new Heard(after, untold, at, said, tie));
        }
        return tie
                ? new Step(true, repeat(), new Heard(at, untold, at, said, true))
                : changed(said);
    }

    /** Its last repeat stays untold, but is known, if there is a "yes" in it. */
    private Step changed(ConsentSignal said) {
        ConsentSignal repeat = repeat();
        boolean says = repeat != null && repeat.words().containsValue(Word.YES);
        return new Step(
                true,
                says && !granted(repeat) ? untold : null,
                new Heard(last.at(), says ? repeat : untold, said.at(), said, false));
    }

    private ConsentSignal repeat() {
        return last.at().isAfter(first) ? last : null;
    }

    /** It may be of the run; what is from before what came before that is told each time. */
    private Step early(ConsentSignal said, boolean same) {
        boolean within = after == null || said.at().isAfter(after);
        if (!within) {
            return new Step(
                    true,
                    untold,
                    new Heard(after, null, first, last, open || !same && opens(said)));
        }
        return same
                ? new Step(true, null, new Heard(after, untold, said.at(), last, open))
                : new Step(true, null, new Heard(said.at(), untold, first, last, opens(said)));
    }

    /** A "no" that comes late counts until the device speaks again, though it repeats itself. */
    private boolean opens(ConsentSignal late) {
        return open || !granted(late);
    }

    private Heard repeated(ConsentSignal said) {
        boolean soon = said.at().isBefore(last.at().plus(REMEMBERED));
        return granted(said) && soon ? this : new Heard(after, untold, first, said, false);
    }

    private static boolean granted(ConsentSignal said) {
        return said.words().values().stream().allMatch(Word.YES::equals);
    }

    /** Knows of a repeat that was told all the same, as another's word or as an act. */
    Heard told(ConsentSignal said) {
        boolean latest = said.words().equals(last.words()) && !said.at().isBefore(last.at());
        return latest ? new Heard(after, untold, first, said, open) : this;
    }
}
