package org.purposecdp.identity.cluster;

import java.util.Collection;
import java.util.List;
import java.util.Set;

import org.purposecdp.identity.matching.Link;

/**
 * All that says who is who among some nodes.
 *
 * @param links between them that weigh enough for a match; of others it is only asked whether they
 *     are against
 * @param decisions of stewards about them, and perhaps about others
 * @param generic pseudonyms of identifiers that too many different people bear: they say nothing
 * @param barred nodes that match nobody by weight, nor does whatever hangs on them otherwise
 */
public record Evidence(
        Collection<Node> nodes,
        Collection<Link> links,
        Collection<Decision> decisions,
        Set<String> generic,
        Set<String> barred) {

    /** With nobody barred. */
    public Evidence(
            Collection<Node> nodes,
            Collection<Link> links,
            Collection<Decision> decisions,
            Set<String> generic) {
        this(nodes, links, decisions, generic, Set.of());
    }

    /** Nothing but identifiers. */
    public static Evidence of(Collection<Node> nodes) {
        return new Evidence(nodes, List.of(), List.of(), Set.of());
    }
}
