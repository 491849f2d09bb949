package org.purposecdp.identity.matching;

import static org.purposecdp.identity.matching.Comparison.*;

/** Two people for certain, however much else agrees. */
public enum Veto {
    /** One is Jr, the other Sr. */
    GENERATION;

    /** Null when there is none. */
    static Veto of(Person a, Person b, Levels levels) {
        if (!a.suffix().isEmpty() && !b.suffix().isEmpty() && !a.suffix().equals(b.suffix())) {
            return GENERATION;
        }
        return null;
    }
}
