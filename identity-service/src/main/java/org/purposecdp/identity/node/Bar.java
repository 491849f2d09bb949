package org.purposecdp.identity.node;

/**
 * Why a node matches nobody by weight.
 *
 * @param why a condition of the rule
 * @param erases its match fields are not kept either
 */
record Bar(String why, boolean erases) {
    Bar stronger(Bar other) {
        return other != null && other.erases ? other : this;
    }
}
