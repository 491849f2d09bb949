package org.purposecdp.identity.capture;

import org.purposecdp.contracts.record.ReceivedRecord;

/**
 * What an event was read as: a record, or the reason why it is none.
 *
 * @param messageId as far as it could be read, else null
 * @param word the "no" alone of what is no record; null where there is none
 */
public record Reading(
        String messageId, ReceivedRecord record, InvalidEvent invalid, ReceivedRecord word) {
    public static final int LONGEST_MESSAGE_ID = 100;

    public Reading(String messageId, ReceivedRecord record, InvalidEvent invalid) {
        this(messageId, record, invalid, null);
    }

    /** What is said by it: the record, or the word alone; null when nothing is. */
    public ReceivedRecord speaks() {
        return record == null ? word : record;
    }

    static Reading of(ReceivedRecord record) {
        return new Reading(record.messageId(), record, null);
    }

    static Reading invalid(String messageId, InvalidEvent reason) {
        return new Reading(messageId, null, reason);
    }
}
