package org.purposecdp.profile.fold;

import org.purposecdp.contracts.json.Json;
import org.purposecdp.contracts.profile.ProfileChange;

/**
 * What is newly folded in at once, all profiles together: as long as it is not told it lies in
 * their documents, of which none may grow without bound. What finds no room stays held and comes in
 * with the next fold.
 */
final class Room {
    static final int MOST_RECORDS = 2_000;
    static final long MOST_BYTES = 4_000_000;

    private int records = MOST_RECORDS;
    private long bytes = MOST_BYTES;

    boolean takes(ProfileChange.Folded record) {
        if (records == 0 || bytes <= 0) {
            return false;
        }
        records--;
        bytes -= Json.bytes(record).length;
        return true;
    }
}
