package org.purposecdp.consent.request;

/** An identifier as callers write it; its value is personal data. */
public record IdentifierBody(String namespace, String value) {
    @Override
    public String toString() {
        return namespace + ":…";
    }
}
