package org.purposecdp.local;

import java.nio.file.Path;

/** A part could not be started: which one, why, and what a person can do about it. */
public final class StartFailure extends RuntimeException {

    private final String part;
    private final String remedy;
    private final transient Path log;

    StartFailure(String part, String message, String remedy) {
        this(part, message, remedy, null);
    }

    StartFailure(String part, String message, String remedy, Path log) {
        super(part + ": " + message);
        this.part = part;
        this.remedy = remedy;
        this.log = log;
    }

    public String part() {
        return part;
    }

    public String remedy() {
        return remedy;
    }

    /** The part's log, or null where it never ran. */
    public Path log() {
        return log;
    }
}
