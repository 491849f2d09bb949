package org.purposecdp.identity.subject;

/**
 * What a Subject says of one of its nodes.
 *
 * @param bar why it matches nobody by weight: a condition of the rule; null where it may
 * @param erases its match fields go as well
 */
public record Mark(String nodeId, String bar, boolean erases) {
    /** Its subject cannot be read, or says that it is blocked: nothing is known to be permitted. */
    public static final String BLOCKED = "BLOCKED";
}
