package org.purposecdp.kit.messaging;

import java.time.Instant;
import java.time.Period;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.smallrye.mutiny.Uni;

/** The service's own store, in which its dead letters lie sealed. */
public interface DeadLetterStore {
    /** As long as flow topics keep what nobody has read. */
    Period KEPT = Period.ofDays(14);

    /**
     * Done when they are there to stay. The same message come again changes nothing.
     *
     * @return ids of those that were not there yet
     */
    Uni<Set<String>> keep(List<SealedLetter> letters);

    /**
     * The newest first.
     *
     * @param topic null for all
     * @param after the last of the page before; null for the first page
     */
    Uni<List<DeadLetter>> page(String topic, LetterCursor after, int limit);

    Uni<Optional<SealedLetter>> find(String id);

    Uni<Void> replayed(String id, Instant at);

    /** Deletes what has been {@link #KEPT} for long enough. */
    Uni<Void> expire();
}
