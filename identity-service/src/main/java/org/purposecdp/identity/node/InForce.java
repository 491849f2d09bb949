package org.purposecdp.identity.node;

/**
 * By what the stored clusters were cut.
 *
 * @param rules as JSON; null before anything was cut
 * @param model version; null for the one that is shipped
 */
record InForce(long rulesVersion, String rules, String model) {}
