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

    boolean coveredBy(Activity activity) {
        return switch (kind) {
            case SOURCE -> activity.sources().contains(id);
            case NOBODY -> true;
            case CLIENT -> activity.readers().contains(id);
            case DESTINATION -> activity.recipients().contains(id);
        };
    }
}
