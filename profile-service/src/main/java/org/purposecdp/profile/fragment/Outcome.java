package org.purposecdp.profile.fragment;

/** What became of one category of a record. */
public enum Outcome {
    HELD,
    MERGED,
    /** Never kept; a repeat of the record is judged again. */
    REFUSED,
    /** Kept once; a repeat of the record changes nothing. */
    ERASED;

    public boolean keepsValues() {
        return this == HELD || this == MERGED;
    }
}
