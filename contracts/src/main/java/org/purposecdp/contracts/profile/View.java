package org.purposecdp.contracts.profile;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;

import org.purposecdp.contracts.policy.DataCategory;
import org.purposecdp.contracts.policy.LegalBasis;

/**
 * The profile as one purpose may see it.
 *
 * @param traits by name
 * @param events by event name: counts and exact sums of numeric properties
 * @param nodes nodeId → node version of every contributing node
 * @param until past it the view must be folded again; null for never
 */
public record View(
        Map<String, Trait> traits,
        Map<String, EventSum> events,
        Map<String, Long> nodes,
        Instant until) {

    /** Traits by name; of more the first in the order of their names are in it. */
    public static final int MOST_TRAITS = 200;

    /** Bytes of a trait's value as JSON; a longer one is shown as none. */
    public static final int LONGEST_VALUE = 2_000;

    /** Names of events; of more the first in their order. */
    public static final int MOST_EVENTS = 100;

    /** Properties of one event that are summed; of more the first in the order of their names. */
    public static final int MOST_SUMS = 20;

    /** Characters of the name of a property that is summed. */
    public static final int LONGEST_NAME = 64;

    public View {
        traits = traits == null ? Map.of() : traits;
        events = events == null ? Map.of() : events;
        nodes = nodes == null ? Map.of() : nodes;
    }

    /** One attribute and the basis it is kept on. */
    public record Trait(
            Object value,
            DataCategory category,
            LegalBasis basis,
            String activity,
            String source,
            String nodeId,
            Instant at) {}

    /** What events of one name add up to. */
    public record EventSum(
            DataCategory category,
            LegalBasis basis,
            String activity,
            long count,
            Map<String, BigDecimal> sums,
            Instant firstAt,
            Instant lastAt) {}
}
