package org.purposecdp.local;

/** Hears how a start goes; called from several threads. */
public interface Progress {

    Progress SILENT = new Progress() {};

    default void starting(Part part) {}

    default void ready(Part part, double seconds) {}

    default void say(String line) {}
}
