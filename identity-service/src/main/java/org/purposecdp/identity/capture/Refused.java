package org.purposecdp.identity.capture;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;

import org.purposecdp.contracts.identifier.Identifier;
import org.purposecdp.contracts.identifier.Pseudonyms;
import org.purposecdp.contracts.policy.Catalogue;
import org.purposecdp.contracts.record.ReceivedRecord;
import org.purposecdp.contracts.record.ReceivedRecord.Event;
import org.purposecdp.contracts.record.Word;
import org.purposecdp.identity.source.Source;

/**
 * An event or record that is refused. Its "no" is told all the same, of whom it names; nothing else
 * of it is taken, and no "yes".
 *
 * @param messageId null when it has none that can be used
 */
public record Refused(Source source, String messageId, String type, Instant receivedAt) {
    /** Consent events of every source; which others are, the register says to whoever has it. */
    private static final Catalogue EVERYONES = new Catalogue(null, null, null);

    /**
     * @param named whom it names; of too many the first
     * @param said null when it says nothing
     * @param event what happened, or null
     * @param time when, or an exception when that cannot be read
     */
    public Reading as(
            InvalidEvent reason,
            Pseudonyms pseudonyms,
            List<Identifier> named,
            Map<String, Word> said,
            String event,
            Supplier<ClaimedTime> time) {
        Map<String, Word> refusing = refusing(said);
        if (named.isEmpty() || refusing.isEmpty()) {
            return Reading.invalid(messageId, reason);
        }
        String id = messageId == null ? UUID.randomUUID().toString() : messageId;
        ClaimedTime at = readable(time);
        boolean act = event != null && EVERYONES.isConsentEvent(event);
        ReceivedRecord word =
                new ReceivedRecord(
                        pseudonyms.record(source.id(), "word of " + id),
                        id,
                        source.id(),
                        source.kind(),
                        type,
                        named.subList(0, Math.min(named.size(), ReceivedRecord.MOST_IDENTIFIERS)),
                        Map.of(),
                        act ? new Event(event, Map.of()) : null,
                        refusing,
                        at.at(),
                        at.own(),
                        receivedAt);
        return new Reading(messageId, null, reason, word);
    }

    private static Map<String, Word> refusing(Map<String, Word> said) {
        Map<String, Word> refusing = new LinkedHashMap<>();
        if (said != null) {
            refusing.putAll(said);
            refusing.values().removeIf(word -> word == Word.YES);
        }
        return refusing;
    }

    private ClaimedTime readable(Supplier<ClaimedTime> time) {
        try {
            return time.get();
        } catch (DateTimeException | ArithmeticException e) {
            return ClaimedTime.none(receivedAt);
        }
    }
}
