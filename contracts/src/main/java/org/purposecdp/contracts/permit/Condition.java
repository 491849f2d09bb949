package org.purposecdp.contracts.permit;

/** The condition that failed, in the order in which the rule asks. */
public enum Condition {
    /** No Subject names the node: undecided, not denied. */
    NO_SUBJECT,
    PROFILE_ENDED,
    UNKNOWN_PURPOSE,
    NO_ACTIVITY,
    NO_CONSENT,
    CONSENT_REFUSED,
    CONSENT_WITHDRAWN,
    CONSENT_SUPERSEDED,
    CONSENT_EXPIRED,
    UNDER_AGE,
    NO_FACT,
    FACT_ENDED,
    NO_LAW_NAMED,
    NO_ASSESSMENT,
    OBJECTED,
    NOTICE_NOT_GIVEN,
    NO_CHANNEL_CONSENT,
    RESTRICTED,
    NO_SPECIAL_CONDITION;

    /** Whether only a consent, a dated fact or a notice given is wanting, so that it may wait. */
    public boolean mayCome() {
        return this == NO_CONSENT || this == NO_FACT || this == NOTICE_NOT_GIVEN;
    }
}
