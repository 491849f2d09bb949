package org.purposecdp.contracts.identifier;

/** What makes two spellings of a value one. Each is Unicode NFKC, without blanks around it. */
public enum Form {
    /** As it is. */
    EXACT,
    /** Without regard to case. */
    CASELESS,
    /** Its letters and digits alone, without regard to case: cards and customer numbers. */
    ALPHANUMERIC,
    /** An address: one {@code @}, no blanks, without regard to case. */
    EMAIL,
    /** E.164, by the register's region where the number has no country code. */
    PHONE
}
