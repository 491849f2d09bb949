/**
 * What records said of consent, and what it comes to: a state that a tool repeats is not an act.
 * Pure; whatever the order in which words, nodes and links came, the decisions are the same.
 */
package org.purposecdp.consent.word;
