package org.purposecdp.identity.matching;

/** What a total weight means. */
public enum MatchDecision {
    MATCH,
    POSSIBLE_MATCH,
    NO_MATCH;

    static MatchDecision of(int total, Model.Thresholds thresholds) {
        if (total >= thresholds.match()) {
            return MATCH;
        }
        return total >= thresholds.possible() ? POSSIBLE_MATCH : NO_MATCH;
    }
}
