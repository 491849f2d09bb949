package org.purposecdp.identity.cluster;

import java.util.Set;

/**
 * What a steward decided about nodes: it outweighs all evidence, and lasts until it is revoked.
 *
 * @param same the nodes of both sides are one person; otherwise none of one side is the person of
 *     any of the other
 */
public record Decision(String id, boolean same, Set<String> one, Set<String> other) {
    public Decision {
        one = Set.copyOf(one);
        other = Set.copyOf(other);
    }
}
