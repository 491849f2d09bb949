package org.purposecdp.contracts.policy;

/** GDPR Art. 6(1). */
public enum LegalBasis {
    /** (a) */
    CONSENT,
    /** (b) */
    CONTRACT,
    /** (c) */
    LEGAL_OBLIGATION,
    /** (d) */
    VITAL_INTERESTS,
    /** (e) */
    PUBLIC_TASK,
    /** (f) */
    LEGITIMATE_INTERESTS
}
