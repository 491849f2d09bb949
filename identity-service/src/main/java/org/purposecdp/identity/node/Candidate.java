package org.purposecdp.identity.node;

import org.purposecdp.identity.matching.Person;

/** A known node that shares a key with a new one. */
record Candidate(String nodeId, String component, Person person) {}
