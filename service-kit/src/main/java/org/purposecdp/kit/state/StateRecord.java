package org.purposecdp.kit.state;

/** A message of a state topic. */
public record StateRecord(String key, byte[] value, int partition, long offset) {}
