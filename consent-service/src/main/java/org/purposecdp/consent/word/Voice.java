package org.purposecdp.consent.word;

import java.time.Instant;
import java.util.Comparator;

import org.purposecdp.contracts.record.Word;

/** What a statement says of one purpose. */
record Voice(Statement statement, Speaker speaker, Word word) {
    static final Comparator<Voice> OLDEST_FIRST =
            Comparator.comparing(Voice::at).thenComparing(voice -> voice.statement().recordId());

    /** In the order in which they were said; of one moment each "no" after the "yes". */
    static final Comparator<Voice> NO_LAST =
            Comparator.comparing(Voice::at)
                    .thenComparing(voice -> !voice.yes())
                    .thenComparing(voice -> voice.statement().recordId());

    Instant at() {
        return statement.at();
    }

    boolean yes() {
        return word == Word.YES;
    }

    boolean act() {
        return statement.act();
    }

    /**
     * Whether it takes the place of a "no" of its device: said after it, and not before that was
     * heard. A "no" that comes late counts until the device speaks again.
     */
    boolean follows(Voice no) {
        return at().isAfter(no.at()) && !statement.heardAt().isBefore(no.statement().heardAt());
    }
}
