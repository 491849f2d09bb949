package org.purposecdp.identity.node;

/**
 * A known node that a new one weighs something with.
 *
 * @param shared keys under which they meet
 */
record Near(int weight, long[] shared) {}
