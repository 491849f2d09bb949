package org.purposecdp.identity.cluster;

import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import org.purposecdp.identity.matching.Part;

/**
 * What is kept of a node's match fields.
 *
 * @param names by which traits each part was said; the register tells their category
 * @param at when the record was received that brought them; null for nothing
 * @param until when the first of them is kept no longer; null for never
 */
public record Kept(Map<Part, Set<String>> names, Instant at, Instant until) {
    public static final Kept NOTHING = new Kept(Map.of(), null, null);

    public Kept {
        Map<Part, Set<String>> inOrder = new EnumMap<>(Part.class);
        names.forEach((part, some) -> inOrder.put(part, new TreeSet<>(some)));
        names = Collections.unmodifiableMap(inOrder);
    }
}
