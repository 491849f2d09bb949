package org.purposecdp.contracts.record;

import java.time.Instant;
import java.util.Map;

/**
 * A decision found inside a record, on {@code consent.signals}, keyed by node.
 *
 * @param choices as {@link ReceivedRecord#consent()}
 * @param at the earlier of what was claimed and when it was received
 */
public record ConsentSignal(
        String signalId,
        String nodeId,
        String source,
        SourceKind sourceKind,
        Map<String, Boolean> choices,
        Instant at) {}
