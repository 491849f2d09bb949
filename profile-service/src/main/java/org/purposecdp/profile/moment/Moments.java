package org.purposecdp.profile.moment;

import java.time.Instant;

/** Arithmetic on instants that may be never. */
public final class Moments {
    private Moments() {}

    public static Instant earlier(Instant one, Instant other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.isBefore(other) ? one : other;
    }
}
