package org.purposecdp.identity.mapping;

import org.purposecdp.identity.capture.InvalidEvent;
import org.purposecdp.identity.capture.Reading;

/**
 * A row as a record, or why it is none.
 *
 * @param column that is at fault, or null
 */
public record TakenRow(long line, Reading reading, String column) {
    public static TakenRow bad(long line, InvalidEvent fault, String column) {
        return new TakenRow(line, new Reading(null, null, fault), column);
    }

    public boolean accepted() {
        return reading.invalid() == null;
    }
}
