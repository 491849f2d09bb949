package org.purposecdp.identity.imports;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/**
 * An import as it stands.
 *
 * @param delimiter absent when it is guessed from the header
 * @param bytes of the file, unpacked, whose rows are done
 * @param rows accepted and bad ones
 */
public record Progress(
        UUID id,
        String source,
        Format format,
        String delimiter,
        Map<String, String> mapping,
        State state,
        Reason reason,
        long bytes,
        long rows,
        long accepted,
        long bad,
        Instant createdAt,
        Instant updatedAt) {

    /** {@code STOPPED}: to be gone on with by sending the content again. */
    public enum State {
        CREATED,
        RUNNING,
        STOPPED,
        DONE
    }

    /**
     * Why it stopped.
     *
     * @param line of the file, where it is the file's fault
     */
    public record Reason(String code, Long line) {}

    static Progress of(Import from) {
        return new Progress(
                from.id(),
                from.source(),
                from.format(),
                from.delimiter(),
                from.mapping().text(),
                from.stateAt(Instant.now()),
                from.reason() == null ? null : new Reason(from.reason(), from.reasonLine()),
                from.bytes(),
                from.rows(),
                from.accepted(),
                from.bad(),
                from.createdAt(),
                from.updatedAt());
    }
}
