package org.purposecdp.identity.node;

import org.purposecdp.identity.cluster.Membership;
import org.purposecdp.identity.cluster.Node;

/** A known node, and where it is. */
record StoredNode(Node node, Membership membership) {}
