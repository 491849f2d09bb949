package org.purposecdp.contracts.identifier;

/**
 * What makes two spellings of a value one. Each is Unicode NFKC, without what is not to be seen and
 * without blanks around it.
 */
public enum Form {
    /** As it is. */
    EXACT,
    /** Without regard to case. */
    CASELESS,
    /** Its letters and digits alone, without regard to case: cards and customer numbers. */
    ALPHANUMERIC,
    /**
     * An address: without regard to case, the domain as it is written (no punycode), without {@code
     * mailto:}, quotes, and the name shown beside it. Dots and {@code +} of the name stay.
     */
    EMAIL,
    /** E.164, by the register's region where the number has no country code. */
    PHONE
}
