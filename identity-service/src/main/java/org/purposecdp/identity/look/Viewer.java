package org.purposecdp.identity.look;

/**
 * Who looks.
 *
 * @param client by which, the reader that an activity names
 */
public record Viewer(String who, String client) {}
