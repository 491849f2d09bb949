package org.purposecdp.activation.definition;

/** A definition as it stands. */
public record Stored<T>(String id, long revision, T body) {
    public String etag() {
        return "\"" + revision + "\"";
    }
}
