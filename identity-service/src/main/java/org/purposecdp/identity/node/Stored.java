package org.purposecdp.identity.node;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

import org.purposecdp.identity.cluster.Decision;
import org.purposecdp.identity.cluster.Evidence;
import org.purposecdp.identity.cluster.Membership;
import org.purposecdp.identity.cluster.Node;
import org.purposecdp.identity.cluster.Recut;
import org.purposecdp.identity.matching.Link;

/** What the store knows of some components, and what is to be added to them. */
final class Stored {
    private final Map<String, Node> nodes = new HashMap<>();
    private final Map<String, Membership> before = new HashMap<>();
    private final Set<String> components = new HashSet<>();
    private final Set<String> generic = new HashSet<>();
    private final Set<String> barred;
    private final Set<String> alone;
    private final Set<String> turned = new HashSet<>();
    private final List<Link> links;
    private final List<Decision> decisions;
    private final Map<String, Long> versions;
    private final Map<String, Long> former = new HashMap<>();

    private Stored(ComponentTable.Loaded loaded) {
        for (StoredNode stored : loaded.nodes()) {
            nodes.put(stored.node().nodeId(), stored.node());
            before.put(stored.node().nodeId(), stored.membership());
            components.add(stored.component());
            generic.addAll(stored.generic());
        }
        this.barred = new HashSet<>(loaded.around().barred());
        this.alone = loaded.around().alone();
        this.links = new ArrayList<>(loaded.around().links());
        this.decisions = loaded.around().decisions();
        this.versions = new HashMap<>(loaded.around().versions());
    }

    static Stored of(ComponentTable.Loaded loaded) {
        return new Stored(loaded);
    }

    static Stored nothing() {
        return new Stored(
                new ComponentTable.Loaded(
                        List.of(),
                        new ComponentTable.Around(
                                List.of(), List.of(), Map.of(), Set.of(), Set.of())));
    }

    /** Whether all that these hold is here. */
    boolean holds(Set<String> some) {
        return components.containsAll(some);
    }

    /**
     * @return identifiers that turn out to be generic
     */
    Set<String> add(Found found, List<Link> matches, Matching by) {
        found.nodes().forEach(node -> nodes.put(node.nodeId(), node));
        found.newcomers().stream()
                .filter(one -> one.bar() != null)
                .forEach(one -> barred.add(one.node().nodeId()));
        generic.addAll(found.generic());
        versions.putAll(found.versions());
        former.putAll(found.former());
        links.addAll(matches);
        return turned(found.connecting(), by);
    }

    /**
     * @return identifiers of its nodes that turn out to be generic by the rules of now
     */
    Set<String> turned(Matching by) {
        Set<String> asked = Found.pseudonyms(nodes.values());
        asked.removeAll(generic);
        return turned(asked, by);
    }

    private Set<String> turned(Set<String> asked, Matching by) {
        Set<String> now = by.generic().among(nodes.values(), asked);
        generic.addAll(now);
        turned.addAll(now);
        return now;
    }

    /** These are of somebody again. */
    void specific(Set<String> pseudonyms) {
        turned.addAll(pseudonyms);
    }

    /** Where they were is still known: their clusters change or end. */
    void remove(Set<String> nodeIds) {
        nodes.keySet().removeAll(nodeIds);
        links.removeIf(link -> nodeIds.contains(link.one()) || nodeIds.contains(link.other()));
    }

    Evidence evidence() {
        Set<String> withTheirs = new HashSet<>(barred);
        withTheirs.removeAll(alone);
        List<Link> between =
                links.stream()
                        .filter(
                                link ->
                                        !alone.contains(link.one())
                                                && !alone.contains(link.other()))
                        .toList();
        return new Evidence(nodes.values(), between, decisions, generic, withTheirs);
    }

    Map<String, Node> nodes() {
        return nodes;
    }

    /** Where the known ones are. */
    Map<String, Membership> before() {
        return before;
    }

    /** Those of the known ones that were barred when it was read. */
    Set<String> barredBefore() {
        Set<String> known = new HashSet<>(barred);
        known.retainAll(before.keySet());
        return known;
    }

    Recut recut(Matching by) {
        return Recut.of(by.cut(), evidence(), before, former, versions, turned);
    }

    /** Whether a link is between two clusters; what is not known here is in a cluster of others. */
    Predicate<Link> between(Recut recut) {
        return link -> {
            String one = profile(link.one(), recut);
            return one == null || !one.equals(profile(link.other(), recut));
        };
    }

    private String profile(String nodeId, Recut recut) {
        Membership now = recut.memberships().getOrDefault(nodeId, before.get(nodeId));
        return now == null ? null : now.profileId();
    }
}
