package org.purposecdp.contracts.fence;

/**
 * "I apply this Subject version, and what was under way under older ones is finished", on {@code
 * fence.acks}.
 *
 * @param point the service's name
 */
public record FenceAck(String profileId, String point, long subjectVersion) {}
