package org.purposecdp.consent.subject;

import java.time.Instant;

import org.purposecdp.contracts.subject.Channel;
import org.purposecdp.contracts.subject.Decision.Kind;

/**
 * A consent record: a decision given for an identifier, whoever bears it.
 *
 * @param at the earlier of what was claimed and when it was received
 * @param justThis an objection to this one purpose, and not to all direct marketing
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
        boolean justThis,
        String pseudonym,
        String origin) {

    /** What was decided, whoever wrote it down. */
    StoredDecision matter() {
        return new StoredDecision(
                null,
                kind,
                purpose,
                channel,
                at,
                null,
                notice,
                noticeVersion,
                proven,
                justThis,
                pseudonym,
                null);
    }
}
