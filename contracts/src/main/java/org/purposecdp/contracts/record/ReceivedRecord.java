package org.purposecdp.contracts.record;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.purposecdp.contracts.identifier.Identifier;

/**
 * A record as capture accepted it, on {@code records.received}. Identifiers are in normal form,
 * sorted, without those that identify nobody.
 *
 * @param recordId hash of source and messageId
 * @param type identify, track, page, screen, group, alias or record
 * @param traits what the source says of the person, by trait name
 * @param event what happened, or null
 * @param consent purpose or source's own category name → what it says; null when the record says
 *     nothing. An entry of {@code *} is about all
 * @param timed whether {@code occurredAt} is the record's own time, not that of its receipt
 */
public record ReceivedRecord(
        String recordId,
        String messageId,
        String source,
        SourceKind sourceKind,
        String type,
        List<Identifier> identifiers,
        Map<String, Object> traits,
        Event event,
        Map<String, Word> consent,
        Instant occurredAt,
        boolean timed,
        Instant receivedAt) {

    /** With more it is no record. */
    public static final int MOST_IDENTIFIERS = 20;

    public ReceivedRecord {
        identifiers = identifiers == null ? List.of() : List.copyOf(identifiers);
        traits = traits == null ? Map.of() : traits;
    }

    /** When what it tells arose: the earlier of its own time and its receipt. */
    public Instant arose() {
        return occurredAt.isBefore(receivedAt) ? occurredAt : receivedAt;
    }

    /** Something that happened. */
    public record Event(String name, Map<String, Object> properties) {
        public Event {
            properties = properties == null ? Map.of() : properties;
        }
    }

    @Override
    public String toString() {
        return "ReceivedRecord[" + recordId + "]";
    }
}
