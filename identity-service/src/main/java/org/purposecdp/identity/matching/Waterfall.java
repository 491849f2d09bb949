package org.purposecdp.identity.matching;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

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
    static final String PRIOR = "PRIOR";

    /**
     * @param name {@code PRIOR}, a comparison, {@code RELATIVES}, a veto, {@code WITHHELD}
     * @param level reached in a comparison; none for other steps
     * @param weight without the next
     * @param frequency what it adds that the value is rare, or takes that it is common
     */
    public record Step(String name, String level, int weight, int frequency) {
        /** What is no comparison tells of several parts. */
        private boolean tellsOf(Set<Part> parts) {
            return Comparison.named(name)
                    .map(comparison -> parts.contains(comparison.part()))
                    .orElse(!name.equals(PRIOR) && !parts.isEmpty());
        }
    }

    /** Steps that tell of these are one, the last. */
    public Waterfall withholding(Set<Part> parts) {
        List<Step> told = new ArrayList<>();
        int weight = 0;
        int frequency = 0;
        for (Step step : steps) {
            if (step.tellsOf(parts)) {
                weight += step.weight();
                frequency += step.frequency();
            } else {
                told.add(step);
            }
        }
        if (told.size() < steps.size()) {
            told.add(new Step("WITHHELD", null, weight, frequency));
        }
        return new Waterfall(model, told, total, thresholds, decision);
    }
}
