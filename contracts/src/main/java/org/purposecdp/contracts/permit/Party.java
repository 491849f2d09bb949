package org.purposecdp.contracts.permit;

import org.purposecdp.contracts.policy.Activity;

/** With whom: the source, nobody, the reader's client, the destination. */
public record Party(Kind kind, String id) {
    /** Storing concerns no other party. */
    public static final Party NOBODY = new Party(Kind.NOBODY, "");

    /** Which list of an activity names the party. */
    public enum Kind {
        SOURCE,
        NOBODY,
        CLIENT,
        DESTINATION
    }

    public static Party source(String id) {
        return new Party(Kind.SOURCE, id);
    }

    public static Party client(String id) {
        return new Party(Kind.CLIENT, id);
    }

    public static Party destination(String id) {
        return new Party(Kind.DESTINATION, id);
    }

    /** Which party a use has; storing may name the source the data came from, or nobody. */
    boolean coveredBy(Activity activity, Use use) {
        return switch (use) {
            case COLLECT -> isSourceOf(activity);
            case STORE -> kind == Kind.NOBODY || isSourceOf(activity);
            case READ -> kind == Kind.CLIENT && activity.readers().contains(id);
            case SEND -> kind == Kind.DESTINATION && activity.recipients().contains(id);
        };
    }

    private boolean isSourceOf(Activity activity) {
        return kind == Kind.SOURCE && activity.sources().contains(id);
    }
}
