package org.purposecdp.identity.node;

/**
 * By what the stored clusters were cut.
 *
 * @param rules as JSON; null before anything was cut
 * @param model version; null for the one that is shipped
 * @param matching version of the code, {@link Matching#VERSION}
 */
record InForce(long rulesVersion, String rules, String model, int matching) {
    InForce withModel(String other) {
        return new InForce(rulesVersion, rules, other, matching);
    }
}
