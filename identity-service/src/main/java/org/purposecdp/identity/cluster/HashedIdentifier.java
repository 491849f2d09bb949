package org.purposecdp.identity.cluster;

/** An identifier as it is stored: its namespace, and the pseudonym of its normal form. */
public record HashedIdentifier(String namespace, String pseudonym) {}
