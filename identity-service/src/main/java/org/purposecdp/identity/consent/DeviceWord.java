package org.purposecdp.identity.consent;

import java.time.Instant;

/**
 * What a device says under one name.
 *
 * @param yes whether it is a "yes"; whatever is none denies
 * @param first since when it has said so
 * @param last when it said so last, as far as that is remembered
 */
record DeviceWord(boolean yes, Instant first, Instant last) {
    static DeviceWord of(boolean yes, Instant at) {
        return new DeviceWord(yes, at, at);
    }

    /** What was said earlier changes nothing; at a tie "no" wins. */
    DeviceWord hear(boolean saidYes, Instant at) {
        if (saidYes == yes) {
            return at.isAfter(last) ? new DeviceWord(yes, first, at) : this;
        }
        boolean later = at.isAfter(last) || at.equals(last) && !saidYes;
        return later ? of(saidYes, at) : this;
    }

    static DeviceWord later(DeviceWord one, DeviceWord other) {
        if (one.last.equals(other.last)) {
            return one.yes ? other : one;
        }
        return one.last.isAfter(other.last) ? one : other;
    }
}
