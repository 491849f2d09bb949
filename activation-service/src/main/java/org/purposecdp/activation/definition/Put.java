package org.purposecdp.activation.definition;

/** What a PUT came to. */
public record Put<T>(Stored<T> stored, boolean created) {}
