package org.purposecdp.identity.outcome;

/**
 * @param reason why it is invalid; null when it was accepted
 */
public record Outcome(String recordId, State state, String reason) {
    /** What became of a message at the door. */
    public enum State {
        ACCEPTED,
        INVALID
    }

    public static Outcome accepted(String recordId) {
        return new Outcome(recordId, State.ACCEPTED, null);
    }

    public static Outcome invalid(String recordId, String reason) {
        return new Outcome(recordId, State.INVALID, reason);
    }
}
