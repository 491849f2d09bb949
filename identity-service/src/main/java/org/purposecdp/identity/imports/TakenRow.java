package org.purposecdp.identity.imports;

import org.purposecdp.identity.capture.InvalidEvent;
import org.purposecdp.identity.capture.Reading;

/**
 * A row as a record, or why it is none.
 *
 * @param column that is at fault, or null
 */
record TakenRow(long line, Reading reading, String column) {
    static TakenRow bad(long line, InvalidEvent fault, String column) {
        return new TakenRow(line, new Reading(null, null, fault), column);
    }

    boolean accepted() {
        return reading.invalid() == null;
    }
}
