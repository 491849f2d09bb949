package org.purposecdp.contracts.record;

/**
 * A record and its node, on {@code records.resolved}.
 *
 * @param policyVersion the newest policy that identity-service knew: by an older one nobody may
 *     judge what the door let in by this one
 */
public record ResolvedRecord(String nodeId, ReceivedRecord record, long policyVersion) {}
