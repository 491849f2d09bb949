package org.purposecdp.identity.matching;

import java.util.List;

/**
 * Why a pair weighs what it does, step by step, in thousandths of a bit; the steps add up to the
 * total.
 *
 * @param model version of the model
 * @param decision what the total means under the model's thresholds
 */
public record Waterfall(
        String model,
        List<Step> steps,
        int total,
        Model.Thresholds thresholds,
        MatchDecision decision) {

    /**
     * @param name {@code PRIOR}, a comparison, {@code RELATIVES}, a veto
     * @param level reached in a comparison; none for other steps
     * @param weight without the next
     * @param frequency what it adds that the value is rare, or takes that it is common
     */
    public record Step(String name, String level, int weight, int frequency) {}
}
