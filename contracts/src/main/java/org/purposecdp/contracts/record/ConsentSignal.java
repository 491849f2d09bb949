package org.purposecdp.contracts.record;

import java.time.Instant;
import java.util.Map;
import java.util.Set;

/**
 * What a record said of consent, on {@code consent.signals}, keyed by node: in the sender's own
 * words, whatever they mean to the register.
 *
 * @param signalId the record's id
 * @param device pseudonyms by which records of one source are of one device: anonymous and device
 *     ids, or else what all the identifiers come to
 * @param act whether somebody decided just then; otherwise it is what a tool holds
 * @param words as {@link ReceivedRecord#consent()}
 * @param at the earlier of what was claimed and when it was received
 * @param heardAt when the record was received
 */
public record ConsentSignal(
        String signalId,
        String nodeId,
        String source,
        SourceKind sourceKind,
        Set<String> device,
        boolean act,
        Map<String, Word> words,
        Instant at,
        Instant heardAt) {

    public ConsentSignal {
        device = device == null ? Set.of() : Set.copyOf(device);
        words = words == null ? Map.of() : Map.copyOf(words);
    }
}
