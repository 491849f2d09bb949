package org.purposecdp.contracts.policy;

/** GDPR Art. 18(2): for what restricted data may be processed all the same. */
public enum RestrictionGround {
    LEGAL_CLAIMS,
    RIGHTS_OF_ANOTHER,
    PUBLIC_INTEREST
}
