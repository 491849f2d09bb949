package org.purposecdp.identity.node;

import org.purposecdp.identity.matching.Person;

/** A known node that a new one weighs something with, and what it says of its person. */
record Near(int weight, Person person) {}
