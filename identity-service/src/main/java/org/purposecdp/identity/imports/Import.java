package org.purposecdp.identity.imports;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

import org.purposecdp.identity.imports.Progress.State;
import org.purposecdp.identity.mapping.Mapping;

/**
 * An import on file.
 *
 * @param delimiter null to be guessed
 * @param reason why it stopped, or null
 * @param reasonLine where; null when that is no matter of the file
 * @param bytes of the file, unpacked, whose rows are done
 * @param line that comes next
 * @param hash of those bytes; null before the first
 * @param attempt which sending of the content goes on; an earlier one does not
 */
record Import(
        UUID id,
        String source,
        Format format,
        String delimiter,
        Mapping mapping,
        State state,
        String reason,
        Long reasonLine,
        long bytes,
        long line,
        String hash,
        long rows,
        long accepted,
        long bad,
        long attempt,
        Instant createdAt,
        Instant updatedAt) {

    /** A sender that falls silent is cut off sooner: what is older was left by a crash. */
    private static final Duration SILENT = Duration.ofMinutes(2);

    State stateAt(Instant now) {
        boolean left = state == State.RUNNING && updatedAt.plus(SILENT).isBefore(now);
        return left ? State.STOPPED : state;
    }

    boolean begun() {
        return hash != null;
    }

    Character delimiterCharacter() {
        return delimiter == null ? null : delimiter.charAt(0);
    }
}
