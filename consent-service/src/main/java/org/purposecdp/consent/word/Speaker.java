package org.purposecdp.consent.word;

import org.purposecdp.contracts.record.SourceKind;

/**
 * A node that said something.
 *
 * @param group its verified group
 * @param alone no other node is in that group
 */
public record Speaker(String nodeId, String group, SourceKind kind, boolean alone) {

    /** A public key's "yes" never speaks for others, should its node ever share a group. */
    boolean mayGrant() {
        return kind.proven() || alone;
    }
}
