package org.purposecdp.identity.cluster;

/**
 * One link that was tried while clusters were cut, in the order in which it was.
 *
 * @param by the decision's id, the identifier's namespace; null for a weight
 * @param weight in thousandths of a bit; null for what has none
 * @param refusal why the link was not taken; null where it was
 */
public record Step(
        Kind kind, String by, String one, String other, Integer weight, Refusal refusal) {

    public enum Kind {
        DECISION,
        IDENTIFIER,
        WEIGHT
    }

    public enum Refusal {
        /** A steward has said that they are two. */
        DECIDED,
        /** One person would have more values of a namespace than its limit. */
        LIMIT,
        /** There would be more nodes in it than in any cluster. */
        TOO_LARGE,
        /** A source that knows each person once knows two. */
        CLEAN_SOURCE,
        /** The names, or birth dates, of two records conflict. */
        CONFLICT,
        /** Nearly as good a link leads to somebody who is certainly another person. */
        AMBIGUOUS,
        /** The records of the two clusters do not weigh enough on average. */
        AVERAGE,
        /** One of them, or who is certainly the same person, has said "no" to being matched. */
        BARRED,
        /** It would be one of too many clusters that weights alone connect. */
        TOO_MANY
    }

    public boolean taken() {
        return refusal == null;
    }
}
