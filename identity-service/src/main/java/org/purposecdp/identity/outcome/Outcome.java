package org.purposecdp.identity.outcome;

import java.util.Comparator;
import java.util.List;
import java.util.Map;

import org.purposecdp.contracts.record.ReceivedRecord;
import org.purposecdp.contracts.record.Word;

/**
 * @param reason why it is invalid; null when it was accepted
 * @param notes what was taken otherwise than written
 */
public record Outcome(String recordId, State state, String reason, List<Note> notes) {
    /** What became of a message at the door. */
    public enum State {
        ACCEPTED,
        INVALID
    }

    /**
     * @param at JSON Pointer (RFC 6901) within the message; a value is never told
     */
    public record Note(String code, String at, String message) {
        private static final String CONSENT_NOT_UNDERSTOOD = "CONSENT_NOT_UNDERSTOOD";

        /** Nothing under this name could be understood: it denies. */
        static Note unclear(ReceivedRecord record, String name) {
            return new Note(
                    CONSENT_NOT_UNDERSTOOD,
                    place(record.type().equals("record"), name),
                    "a purpose or category is true or false, and at most 100 are named; taken as"
                            + " refused until it is understood");
        }

        /** Of what is about all, either of two fields may have said it. */
        private static String place(boolean ours, String name) {
            if (name.equals("*")) {
                return ours ? "/consent" : "/context";
            }
            return (ours ? "/consent/" : "/context/consent/categoryPreferences/") + escaped(name);
        }

        private static String escaped(String name) {
            return name.replace("~", "~0").replace("/", "~1");
        }
    }

    private static final int MOST_NOTES = 20;

    public static Outcome accepted(ReceivedRecord record) {
        Map<String, Word> consent = record.consent() == null ? Map.of() : record.consent();
        return new Outcome(
                record.recordId(),
                State.ACCEPTED,
                null,
                consent.entrySet().stream()
                        .filter(said -> said.getValue() == Word.UNCLEAR)
                        .map(said -> Note.unclear(record, said.getKey()))
                        .sorted(Comparator.comparing(Note::at))
                        .limit(MOST_NOTES)
                        .toList());
    }

    public static Outcome invalid(String recordId, String reason) {
        return new Outcome(recordId, State.INVALID, reason, List.of());
    }
}
