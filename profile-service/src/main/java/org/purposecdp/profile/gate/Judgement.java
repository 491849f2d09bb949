package org.purposecdp.profile.gate;

import java.time.Instant;
import java.util.Map;

import org.purposecdp.contracts.policy.DataCategory;
import org.purposecdp.profile.fragment.CategoryState;
import org.purposecdp.profile.fragment.Fragment;

/**
 * What was decided about a fragment, and the answers that it rests on.
 *
 * @param keepings category → purpose → answer, for the categories that are merged
 * @param turnsAt when the answer for something held may turn by time alone; null for never
 */
public record Judgement(
        Map<DataCategory, CategoryState> states,
        Map<DataCategory, Map<String, Keeping>> keepings,
        Instant turnsAt) {

    /** Nobody names its node: everything stays as it is, and nothing is in a view. */
    static Judgement none(Fragment fragment) {
        return new Judgement(fragment.states(), Map.of(), null);
    }
}
