package org.purposecdp.contracts.permit;

/** The condition that failed, in the order in which the rule asks. */
public enum Condition {
    /** No Subject names the node: undecided, not denied. */
    NO_SUBJECT,
    PROFILE_ENDED,
    /** What is on file of this person is more than can be told: nothing, until it fits again. */
    SUBJECT_BLOCKED,
    UNKNOWN_PURPOSE,
    NO_ACTIVITY,
    NO_CONSENT,
    CONSENT_REFUSED,
    CONSENT_WITHDRAWN,
    /** A tool wrote what nobody understands. */
    CONSENT_UNCLEAR,
    CONSENT_SUPERSEDED,
    CONSENT_EXPIRED,
    UNDER_AGE,
    NO_FACT,
    FACT_ENDED,
    NO_LAW_NAMED,
    NO_ASSESSMENT,
    OBJECTED,
    NOTICE_NOT_GIVEN,
    /** It comes from a person's device, and nobody agreed there (ePrivacy Art. 5(3)). */
    NO_TERMINAL_CONSENT,
    /** It is not known by what channel the destination reaches people. */
    NO_CHANNEL,
    NO_CHANNEL_CONSENT,
    RESTRICTED,
    NO_SPECIAL_CONDITION;

    /** Whether only a consent, a dated fact or a notice given is wanting, so that it may wait. */
    public boolean mayCome() {
        return this == NO_CONSENT
                || this == NO_FACT
                || this == NOTICE_NOT_GIVEN
                || this == NO_TERMINAL_CONSENT;
    }

    /**
     * Whether what was rightly kept stays, out of every view: to inform is a duty and not a basis,
     * and restricted data is stored (GDPR Art. 18(2)).
     */
    public boolean erasesNothing() {
        return this == NOTICE_NOT_GIVEN || this == RESTRICTED;
    }

    /** A person's word against it. */
    boolean isRefusal() {
        return this == CONSENT_REFUSED
                || this == CONSENT_WITHDRAWN
                || this == CONSENT_UNCLEAR
                || this == OBJECTED;
    }
}
