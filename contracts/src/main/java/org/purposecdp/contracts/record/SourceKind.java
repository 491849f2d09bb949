package org.purposecdp.contracts.record;

/** How far a source's word about identifiers goes. */
public enum SourceKind {
    /** Its key is in a web page or app: anybody may claim anything with it. */
    PUBLIC,
    /** A system of the brand's own. */
    SERVER,
    /** It has proved the person's identifiers, by login or confirmation. */
    AUTHENTICATING;

    public boolean proven() {
        return this != PUBLIC;
    }
}
