package org.purposecdp.identity.node;

import java.util.Set;

import org.purposecdp.identity.cluster.Membership;
import org.purposecdp.identity.cluster.Node;

/**
 * A known node, and where it is.
 *
 * @param generic those of its pseudonyms that say nothing
 */
record StoredNode(Node node, Membership membership, String component, Set<String> generic) {
    /** As if it said nothing of its person. */
    StoredNode bare() {
        return new StoredNode(node.bare(), membership, component, generic);
    }
}
