package org.purposecdp.identity.node;

import java.time.Instant;

import org.purposecdp.contracts.record.ConsentSignal;
import org.purposecdp.contracts.record.Word;

/**
 * The last run of equal words that a node, or a device, is known to have said: tools repeat what
 * they hold with every event, and only what is new is told. Pure.
 *
 * @param after before this, or just then, something else was said; null when nothing was
 * @param first when the first of the run that was told was said
 * @param last the latest of the run that is remembered
 * @param open whether the next word is told, whatever it says
 */
record Heard(Instant after, Instant first, ConsentSignal last, boolean open) {

    /**
     * @param told whether the word is to be told
     * @param again a repeat that is to be told after all, since else the word would pass for the
     *     only one that is the latest; or null
     * @param now what is known then
     */
    record Step(boolean told, ConsentSignal again, Heard now) {}

    static Step first(ConsentSignal said) {
        return new Step(true, null, new Heard(null, said.at(), said, false));
    }

    Step hear(ConsentSignal said) {
        boolean same = said.words().equals(last.words());
        Instant at = said.at();
        if (at.isBefore(first)) {
            return early(said, same);
        }
        if (at.isBefore(last.at())) {
            return same ? nothing() : new Step(true, last, new Heard(at, last.at(), last, open));
        }
        if (same && !open) {
            return new Step(false, null, repeated(said));
        }
        boolean tie = at.equals(last.at());
        boolean repeated = tie && last.at().isAfter(first);
        return new Step(
                true, repeated ? last : null, new Heard(same ? after : last.at(), at, said, tie));
    }

    /** It may be of the run; what is from before what came before that is told each time. */
    private Step early(ConsentSignal said, boolean same) {
        boolean within = after == null || said.at().isAfter(after);
        if (!within) {
            return new Step(true, null, this);
        }
        return same
                ? new Step(true, null, new Heard(after, said.at(), last, open))
                : new Step(true, null, new Heard(said.at(), first, last, open));
    }

    /**
     * Of a run in which all is granted the last repeat need not be known: a "no" that comes late
     * counts until the device speaks again.
     */
    private Heard repeated(ConsentSignal said) {
        boolean granted = said.words().values().stream().allMatch(Word.YES::equals);
        return granted ? this : new Heard(after, first, said, false);
    }

    /** Knows of a repeat that was told all the same, as another's word or as an act. */
    Heard told(ConsentSignal said) {
        boolean latest = said.words().equals(last.words()) && !said.at().isBefore(last.at());
        return latest ? new Heard(after, first, said, open) : this;
    }

    private Step nothing() {
        return new Step(false, null, this);
    }
}
