package org.purposecdp.contracts.subject;

/** How a message reaches a person. */
public enum Channel {
    EMAIL,
    SMS,
    AUTOMATED_CALL,
    PHONE,
    POST,
    PUSH;

    /** ePrivacy Art. 13(1): unsolicited marketing needs prior consent for the channel. */
    public boolean needsConsentForMarketing() {
        return this == EMAIL || this == SMS || this == AUTOMATED_CALL;
    }

    /** ePrivacy Art. 13(2) speaks of electronic mail, which a text message is and a call is not. */
    public boolean softOptInCounts() {
        return this == EMAIL || this == SMS;
    }
}
