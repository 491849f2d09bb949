package org.purposecdp.contracts.permit;

/** What is about to be done with data. */
public enum Use {
    COLLECT,
    STORE,
    READ,
    SEND
}
