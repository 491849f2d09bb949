package org.purposecdp.kit.state;

import java.util.List;
import java.util.Map;

import io.smallrye.mutiny.Uni;

/** A service's own copy of a state topic. */
public interface StateStore {
    /** The next offset to read, by partition; none for a partition never read. */
    Uni<Map<Integer, Long>> offsets();

    /** Writes the states, in order and only newer versions, together with the next offsets. */
    Uni<Void> apply(List<StateRecord> batch, Map<Integer, Long> nextOffsets);
}
