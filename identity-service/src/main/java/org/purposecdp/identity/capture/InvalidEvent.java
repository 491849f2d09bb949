package org.purposecdp.identity.capture;

import java.util.Locale;

import org.purposecdp.contracts.record.ReceivedRecord;

/** Why an event is not a record; one word, so that it can be counted. */
public enum InvalidEvent {
    NOT_AN_OBJECT("an event is a JSON object"),
    UNKNOWN_TYPE("type is identify, track, page, screen, group or alias"),
    NO_IDENTIFIER("an identifier that names somebody is needed: userId, anonymousId or another"),
    IDENTIFIER_OF_NOBODY(
            "an identifier is one person's, no word for none such as null, guest or unknown"),
    UNREADABLE_IDENTIFIER(
            "an identifier has no control character, none that turns text around, is private or is"
                    + " no character at all, and at most 30 marks on one letter"),
    TOO_MANY_IDENTIFIERS(
            "a record has at most " + ReceivedRecord.MOST_IDENTIFIERS + " different identifiers"),
    NO_MESSAGE_ID("messageId is needed"),
    MESSAGE_ID_TOO_LONG("messageId has at most 100 characters"),
    NO_EVENT_NAME("an event needs a name"),
    BAD_TIMESTAMP("an instant is in RFC 3339 form"),
    BAD_FIELD("a field is not of the type that is accepted"),
    BAD_TEXT("text without NUL"),
    BAD_QUOTES("a quoted cell ends before the next delimiter, and a quote in it is doubled"),
    RAGGED_ROW("a row has as many cells as the header"),
    NOT_JSON("each line is one JSON object"),
    TOO_DEEP("an event nests at most 64 levels"),
    TOO_LARGE("an event has at most 32 KB"),
    /** Nothing is wrong with it; nothing of it is kept, neither that it came. */
    NO_CONSENT_YET("its device says yes first, to a purpose that the source serves");

    private final String accepted;

    InvalidEvent(String accepted) {
        this.accepted = accepted;
    }

    public String accepted() {
        return accepted;
    }

    /** Its identifiers name nobody. */
    public boolean namesNobody() {
        return this == NO_IDENTIFIER
                || this == IDENTIFIER_OF_NOBODY
                || this == UNREADABLE_IDENTIFIER;
    }

    /** Tag of the counter. */
    public String tag() {
        return name().toLowerCase(Locale.ROOT);
    }
}
