package org.purposecdp.kit.state;

/** A message of a state topic. */
public record StateRecord(String key, byte[] value, int partition, long offset) {
    /** In its place where it cannot be applied: what cannot be read blocks its key. */
    StateRecord unreadable() {
        return new StateRecord(key, new byte[0], partition, offset);
    }

    boolean readable() {
        return value.length > 0;
    }
}
