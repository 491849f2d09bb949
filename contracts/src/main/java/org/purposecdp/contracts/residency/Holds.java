package org.purposecdp.contracts.residency;

/** What a place may hold of people, the least first. */
public enum Holds {
    /**
     * Of no customer: definitions, counters, names and words of those who work with the platform.
     */
    NOTHING,
    /**
     * What is so of a person, under a pseudonym elsewhere in its row: a time, a decision, a count.
     */
    STATE,
    /** A keyed hash of an identifier, or an id that follows from such. */
    PSEUDONYM,
    /** Worked out from values without a key, so that a value can be guessed and tried. */
    DERIVED,
    /** A person's values in plain text. */
    VALUE
}
