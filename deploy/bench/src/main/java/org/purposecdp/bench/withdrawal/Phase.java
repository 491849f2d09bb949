package org.purposecdp.bench.withdrawal;

import com.fasterxml.jackson.annotation.JsonValue;

/** Where the point is, in the order in which it happens. */
enum Phase {
    UP("up"),
    /** It is told to end, and may still be heard of. */
    GOING("going"),
    DOWN("down"),
    /** It was started and is not ready. */
    RETURNING("returning"),
    BACK("back");

    private final String title;

    Phase(String title) {
        this.title = title;
    }

    @JsonValue
    String title() {
        return title;
    }

    boolean pointIsAway() {
        return this == GOING || this == DOWN || this == RETURNING;
    }
}
