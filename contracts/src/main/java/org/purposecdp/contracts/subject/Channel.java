package org.purposecdp.contracts.subject;

/**
 * How a destination reaches a person: a property of the destination, never of a request. {@link
 * #ADVERTISING} shows the person advertisements on somebody else's pages, {@link #NONE} says that
 * no message to the person comes of it.
 */
public enum Channel {
    EMAIL,
    SMS,
    AUTOMATED_CALL,
    PHONE,
    POST,
    PUSH,
    ADVERTISING,
    NONE;

    /** ePrivacy Art. 13(1): unsolicited marketing needs prior consent for the channel. */
    public boolean needsConsentForMarketing() {
        return this == EMAIL || this == SMS || this == AUTOMATED_CALL || this == PUSH;
    }

    /** ePrivacy Art. 13(2) speaks of electronic mail, which a text message is and a call is not. */
    public boolean softOptInCounts() {
        return this == EMAIL || this == SMS;
    }

    /** Whether a message to the person goes by it. */
    public boolean isForMessages() {
        return this != ADVERTISING && this != NONE;
    }
}
