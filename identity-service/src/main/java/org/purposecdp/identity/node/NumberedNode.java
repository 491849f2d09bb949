package org.purposecdp.identity.node;

/** A known node with its number, in the order of which all are read. */
record NumberedNode(long no, StoredNode stored) {}
