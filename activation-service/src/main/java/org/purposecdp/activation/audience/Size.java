package org.purposecdp.activation.audience;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

import com.fasterxml.jackson.databind.node.NullNode;

/**
 * How many people of an audience a client may know of, told in tens: one person more or less hardly
 * ever shows.
 *
 * @param tens rounded down to a ten
 * @param took to count them
 */
record Size(long tens, Instant at, Duration took) {
    private static final Duration SHORTEST = Duration.ofSeconds(5);

    /** Written out, where a null would be left out. */
    private static final Object NOTHING = NullNode.getInstance();

    /** Counting may take up a tenth of the time. */
    private static final int REST = 10;

    static Size of(long people, Instant at, Duration took) {
        return new Size(people - people % 10, at, took);
    }

    /** Whether to count anew when asked again. */
    boolean isOld(Instant now) {
        Duration kept = took.multipliedBy(REST);
        return now.isAfter(at.plus(kept.compareTo(SHORTEST) > 0 ? kept : SHORTEST));
    }

    Map<String, Object> told() {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("size", tens == 0 ? NOTHING : tens);
        if (tens == 0) {
            told.put("fewerThan", 10);
        }
        told.put("at", at);
        return told;
    }

    /** Before the first count is done. */
    static Map<String, Object> notYet() {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("size", NOTHING);
        told.put("at", NOTHING);
        return told;
    }
}
