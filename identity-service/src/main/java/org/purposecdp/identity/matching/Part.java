package org.purposecdp.identity.matching;

/** What a record says about a person, by what is kept and deleted together. */
public enum Part {
    NAME,
    BIRTH_DATE,
    SEX,
    ADDRESS,
    EMAIL,
    PHONE,
    NATIONAL_ID,
    DOCUMENT,
    ORGANISATION
}
