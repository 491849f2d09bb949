package org.purposecdp.identity.cluster;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

import org.purposecdp.contracts.identifier.IdentityRules;
import org.purposecdp.identity.matching.Link;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Who said "no" to being matched, with whatever hangs on them otherwise, is passed over by weights.
 */
class BarredCutTest {
    private final Cut cut = new Cut(IdentityRules.DEFAULT, Worlds.SCORER);

    @Property(tries = 1000)
    void whatHangsOnABarredNodeIsWhatItIsWithoutAnyWeight(@ForAll long seed) {
        Evidence world = barred(seed);
        Map<String, Set<String>> exact = byNode(cut.clusters(without(world, world.links())));
        Map<String, Set<String>> clusters = byNode(cut.clusters(world));

        for (String nodeId : world.barred()) {
            assertThat(clusters.get(nodeId)).isEqualTo(exact.get(nodeId));
        }
    }

    @Property(tries = 1000)
    void theOthersAreCutAsIfNothingWeighedAnythingWithThem(@ForAll long seed) {
        Evidence world = barred(seed);
        Map<String, Set<String>> exact = byNode(cut.clusters(without(world, world.links())));
        Set<String> hanging = new HashSet<>();
        world.barred().forEach(nodeId -> hanging.addAll(exact.get(nodeId)));
        List<Link> touching =
                world.links().stream()
                        .filter(l -> hanging.contains(l.one()) || hanging.contains(l.other()))
                        .toList();

        assertThat(partition(cut.clusters(world)))
                .isEqualTo(partition(cut.clusters(without(world, touching))));
    }

    @Property(tries = 1000)
    void theOrderOfObjectionsNodesAndLinksCountsForNothing(@ForAll long seed) {
        Random random = new Random(seed);
        Evidence world = barred(seed);
        List<Node> nodes = new ArrayList<>(world.nodes());
        List<Link> links = new ArrayList<>(world.links());
        List<String> barred = new ArrayList<>(world.barred());
        Collections.shuffle(nodes, random);
        Collections.shuffle(links, random);
        Collections.shuffle(barred, random);
        Evidence other =
                new Evidence(
                        nodes, links, world.decisions(), world.generic(), new HashSet<>(barred));

        assertThat(partition(cut.clusters(other))).isEqualTo(partition(cut.clusters(world)));
    }

    @Property(tries = 1000)
    void aComponentIsCutAsIfItWereAlone(@ForAll long seed) {
        Evidence world = barred(seed);
        List<Cluster> parts = new ArrayList<>();
        Worlds.components(world).forEach(part -> parts.addAll(cut.clusters(part)));

        assertThat(partition(parts)).isEqualTo(partition(cut.clusters(world)));
    }

    /** Batch after batch, with objections said and taken back between them. */
    @Property(tries = 500)
    void objectionsAtAnyMomentEndWhereOneCutEnds(@ForAll long seed) {
        Random random = new Random(seed);
        Evidence world = barred(seed);
        Map<String, Membership> memberships = new HashMap<>();
        Map<String, Long> versions = new HashMap<>();
        for (int step = 0; step <= 5; step++) {
            Evidence known = step == 5 ? world : upTo(world, step, random);
            Recut recut =
                    Recut.of(cut, known, Map.copyOf(memberships), Map.of(), versions, Set.of());
            memberships.putAll(recut.memberships());
            recut.states().forEach(state -> versions.put(state.profileId(), state.version()));
        }
        Map<String, Set<String>> stored = new HashMap<>();
        memberships.forEach(
                (id, member) ->
                        stored.computeIfAbsent(member.profileId(), any -> new HashSet<>()).add(id));

        assertThat(Set.copyOf(stored.values())).isEqualTo(partition(cut.clusters(world)));
    }

    /** A part of the nodes, and objections that need not be those of the end. */
    private static Evidence upTo(Evidence world, int step, Random random) {
        List<Node> nodes = List.copyOf(world.nodes()).subList(0, world.nodes().size() * step / 5);
        Set<String> here = nodes.stream().map(Node::nodeId).collect(Collectors.toSet());
        return new Evidence(
                nodes,
                world.links().stream()
                        .filter(link -> here.contains(link.one()) && here.contains(link.other()))
                        .toList(),
                world.decisions(),
                world.generic(),
                here.stream().filter(id -> random.nextInt(4) == 0).collect(Collectors.toSet()));
    }

    private static Evidence barred(long seed) {
        Random random = new Random(seed);
        Evidence world = Worlds.random(random, IdentityRules.DEFAULT);
        Set<String> barred =
                world.nodes().stream()
                        .map(Node::nodeId)
                        .filter(id -> random.nextInt(5) == 0)
                        .collect(Collectors.toSet());
        return new Evidence(
                world.nodes(), world.links(), world.decisions(), world.generic(), barred);
    }

    private static Evidence without(Evidence world, Collection<Link> links) {
        List<Link> left = new ArrayList<>(world.links());
        left.removeAll(links);
        return new Evidence(world.nodes(), left, world.decisions(), world.generic());
    }

    private static Map<String, Set<String>> byNode(List<Cluster> clusters) {
        Map<String, Set<String>> byNode = new HashMap<>();
        for (Set<String> cluster : partition(clusters)) {
            cluster.forEach(id -> byNode.put(id, cluster));
        }
        return byNode;
    }

    private static Set<Set<String>> partition(List<Cluster> clusters) {
        return clusters.stream()
                .map(c -> c.nodes().stream().map(Node::nodeId).collect(Collectors.toSet()))
                .collect(Collectors.toSet());
    }
}
