package org.purposecdp.consent.subject;

import java.util.List;

import org.purposecdp.contracts.record.SourceKind;

/** A node of the person that a Subject is derived for. */
record HeldNode(
        String nodeId,
        long version,
        String group,
        String source,
        SourceKind sourceKind,
        List<String> identifiers) {}
