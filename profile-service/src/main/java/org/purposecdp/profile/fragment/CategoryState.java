package org.purposecdp.profile.fragment;

import java.time.Instant;
import java.util.Set;

/**
 * Where a category of a fragment stands.
 *
 * @param until for HELD: when it is refused unless permitted by then; null while no Subject names
 *     the node
 * @param reason the condition that failed; null when a view has it
 * @param purposes on whose permission it last rested
 * @param eraseAt for a suspended one: when its values are erased; null otherwise
 */
public record CategoryState(
        Outcome outcome, Instant until, String reason, Set<String> purposes, Instant eraseAt) {

    public static final CategoryState UNDECIDED = held(null, null);

    public CategoryState {
        purposes = purposes == null ? Set.of() : Set.copyOf(purposes);
    }

    public static CategoryState held(Instant until, String reason) {
        return new CategoryState(Outcome.HELD, until, reason, Set.of(), null);
    }

    public static CategoryState merged(Set<String> purposes) {
        return new CategoryState(Outcome.MERGED, null, null, purposes, null);
    }

    /** In no view, and without a clock: what speaks against it erases nothing. */
    public static CategoryState kept(Set<String> purposes, String reason) {
        return new CategoryState(Outcome.MERGED, null, reason, purposes, null);
    }

    public static CategoryState refused(String reason) {
        return new CategoryState(Outcome.REFUSED, null, reason, Set.of(), null);
    }

    public static CategoryState erased(String reason) {
        return new CategoryState(Outcome.ERASED, null, reason, Set.of(), null);
    }

    public CategoryState suspended(Instant at, String why) {
        return new CategoryState(outcome, null, why, purposes, at);
    }
}
