package org.purposecdp.profile.fragment;

import java.time.Instant;
import java.util.Map;

import org.purposecdp.contracts.policy.DataCategory;

/**
 * What was decided about a stored fragment: all that is written of it, without what it says.
 *
 * @param rev that it was decided by
 */
public record Mark(
        String recordId, long rev, Instant receivedAt, Map<DataCategory, CategoryState> states) {

    /**
     * @param decided the fragment after the decision
     */
    public static Mark of(Fragment decided) {
        return new Mark(decided.recordId(), decided.rev(), decided.receivedAt(), decided.states());
    }
}
