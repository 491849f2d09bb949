package org.purposecdp.activation.subject;

import java.util.List;

/** Fired once newer Subjects are stored. */
public record SubjectsApplied(List<String> profileIds) {}
