package org.purposecdp.consent.subject;

import java.time.Instant;

import org.purposecdp.contracts.subject.Channel;
import org.purposecdp.contracts.subject.Decision.Kind;

/**
 * A consent record: of a node, or of an identifier whoever bears it.
 *
 * @param at the earlier of what was claimed and when it was received
 * @param act said by an act, not by a state that a tool repeats
 * @param understood false for what a tool wrote in no words that are known
 * @param justThis an objection to this one purpose, and not to all direct marketing
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
        boolean act,
        boolean understood,
        boolean justThis,
        String nodeId,
        String pseudonym,
        String origin) {}
