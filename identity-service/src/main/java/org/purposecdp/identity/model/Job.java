package org.purposecdp.identity.model;

import java.time.Instant;

/**
 * Long work on models.
 *
 * @param step what is under way, or the last that was
 * @param done from 0 to 1
 * @param version of the model that was learnt, or is put in force
 * @param changedAt when it was last heard of: a job of a service that stopped falls silent
 */
public record Job(
        String id,
        Kind kind,
        State state,
        String step,
        double done,
        String version,
        String startedBy,
        Instant startedAt,
        Instant changedAt) {

    public enum Kind {
        TRAIN,
        PUT_IN_FORCE
    }

    public enum State {
        RUNNING,
        DONE,
        FAILED
    }
}
