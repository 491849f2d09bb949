package org.purposecdp.contracts.record;

/** A record and its node, on {@code records.resolved}. */
public record ResolvedRecord(String nodeId, ReceivedRecord record) {}
