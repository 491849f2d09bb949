package org.purposecdp.contracts.record;

/** What a consent tool wrote about one of its categories. */
public enum Word {
    YES,
    NO,
    /** No words that are known: it denies, and erases nothing. */
    UNCLEAR;

    /** Of two about one matter the stricter counts. */
    public Word and(Word other) {
        return this == NO || other == NO ? NO : this == UNCLEAR ? this : other;
    }
}
