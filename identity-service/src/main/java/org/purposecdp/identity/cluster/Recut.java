package org.purposecdp.identity.cluster;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.purposecdp.contracts.cluster.ClusterState;

/**
 * What becomes of the nodes of whole components when they are cut again.
 *
 * @param memberships of new nodes, and of those whose cluster or group is another one now
 * @param states of all clusters that changed, in the order of their profileIds
 * @param full profileIds of those, changed or not, that others do not join for their size alone
 */
public record Recut(
        Map<String, Membership> memberships, List<ClusterState> states, Set<String> full) {

    /**
     * @param evidence about all nodes of the components, known and new
     * @param before memberships of the known ones
     * @param former last versions of new ones that were deleted once
     * @param versions last version of each cluster that ever bore the id of one of the nodes
     * @param turned identifiers that stand for nobody since now, or no longer: who bears one is
     *     told again, wherever they are
     */
    public static Recut of(
            Cut cut,
            Evidence evidence,
            Map<String, Membership> before,
            Map<String, Long> former,
            Map<String, Long> versions,
            Set<String> turned) {
        Map<String, Membership> changed = new HashMap<>();
        Map<String, ClusterState> states = new TreeMap<>();
        Set<String> full = new TreeSet<>();
        Map<String, Integer> sizes = new HashMap<>();
        before.values().forEach(member -> sizes.merge(member.profileId(), 1, Integer::sum));
        for (Cluster cluster : cut.clusters(evidence)) {
            String profileId = cluster.profileId();
            if (cluster.full()) {
                full.add(profileId);
            }
            Map<String, Membership> now = memberships(cluster, before, former);
            boolean same =
                    now.size() == sizes.getOrDefault(profileId, 0)
                            && before.entrySet().containsAll(now.entrySet())
                            && borne(cluster, turned).isEmpty();
            if (!same) {
                now.forEach(
                        (nodeId, member) -> {
                            if (!member.equals(before.get(nodeId))) {
                                changed.put(nodeId, member);
                            }
                        });
                states.put(
                        profileId,
                        new ClusterState(
                                profileId,
                                next(profileId, versions),
                                false,
                                published(cluster, now),
                                borne(cluster, evidence.generic())));
            }
            sizes.remove(profileId);
        }
        for (String ended : sizes.keySet()) {
            states.put(
                    ended,
                    new ClusterState(ended, next(ended, versions), true, List.of(), Set.of()));
        }
        return new Recut(changed, new ArrayList<>(states.values()), full);
    }

    private static long next(String profileId, Map<String, Long> versions) {
        return versions.getOrDefault(profileId, 0L) + 1;
    }

    private static Map<String, Membership> memberships(
            Cluster cluster, Map<String, Membership> before, Map<String, Long> former) {
        Map<String, Membership> now = new HashMap<>();
        for (Node node : cluster.nodes()) {
            Membership was = before.get(node.nodeId());
            long version =
                    was == null
                            ? former.getOrDefault(node.nodeId(), 0L) + 1
                            : was.profileId().equals(cluster.profileId())
                                    ? was.version()
                                    : was.version() + 1;
            String group = cluster.groups().get(node.nodeId());
            now.put(node.nodeId(), new Membership(cluster.profileId(), version, group));
        }
        return now;
    }

    /** Which of these its nodes bear. */
    private static Set<String> borne(Cluster cluster, Set<String> pseudonyms) {
        return pseudonyms.isEmpty()
                ? Set.of()
                : cluster.nodes().stream()
                        .flatMap(node -> node.pseudonyms().stream())
                        .filter(pseudonyms::contains)
                        .collect(Collectors.toSet());
    }

    private static List<ClusterState.Node> published(Cluster cluster, Map<String, Membership> now) {
        return cluster.nodes().stream()
                .map(node -> published(node, now.get(node.nodeId())))
                .toList();
    }

    private static ClusterState.Node published(Node node, Membership member) {
        return new ClusterState.Node(
                node.nodeId(),
                member.version(),
                member.group(),
                node.source(),
                node.sourceKind(),
                node.pseudonyms());
    }
}
