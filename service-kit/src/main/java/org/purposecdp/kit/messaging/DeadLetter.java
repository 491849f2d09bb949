package org.purposecdp.kit.messaging;

import java.time.Instant;

/**
 * A message that was set aside, without what it says.
 *
 * @param id of its topic (one made anew has another), partition and offset
 * @param key a pseudonym; null for a message that has none
 * @param at when it was put on the topic
 * @param keptAt when it was set aside
 * @param replayedAt when it was put on the topic once more; null while it was not
 */
public record DeadLetter(
        String id,
        String topic,
        int partition,
        long offset,
        String key,
        String reason,
        Instant at,
        Instant keptAt,
        Instant replayedAt) {

    DeadLetter replayed(Instant now) {
        return new DeadLetter(id, topic, partition, offset, key, reason, at, keptAt, now);
    }
}
