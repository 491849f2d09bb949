package org.purposecdp.identity.capture;

import org.purposecdp.contracts.record.ReceivedRecord;

/**
 * What an event was read as: a record, or the reason why it is none.
 *
 * @param messageId as far as it could be read, else null
 */
public record Reading(String messageId, ReceivedRecord record, InvalidEvent invalid) {
    public static final int LONGEST_MESSAGE_ID = 100;

    static Reading of(ReceivedRecord record) {
        return new Reading(record.messageId(), record, null);
    }

    static Reading invalid(String messageId, InvalidEvent reason) {
        return new Reading(messageId, null, reason);
    }
}
