package org.purposecdp.consent.subject;

import java.time.Instant;

import org.purposecdp.contracts.subject.Channel;
import org.purposecdp.contracts.subject.Decision.Kind;

/**
 * A consent record: of a node, or of an identifier whoever bears it.
 *
 * @param at the earlier of what was claimed and when it was received
 * @param nodeId null for one of an identifier
 * @param pseudonym null for one of a node
 */
public record StoredDecision(
        String id,
        Kind kind,
        String purpose,
        Channel channel,
        Instant at,
        Instant receivedAt,
        String notice,
        int noticeVersion,
        boolean proven,
        String nodeId,
        String pseudonym,
        String origin) {}
