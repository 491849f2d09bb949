package org.purposecdp.identity.subject;

/** Fired once newer Subjects are stored, and what they bar and free is marked. */
public record SubjectsMarked() {}
