package org.purposecdp.profile.fragment;

/** Where the message lay that brought a record: the very same one is known when it comes again. */
public record Origin(int partition, long offset) {}
