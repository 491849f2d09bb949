package org.purposecdp.identity.cluster;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

import org.purposecdp.contracts.cluster.ClusterState;
import org.purposecdp.contracts.identifier.IdentityRules;
import org.purposecdp.contracts.record.SourceKind;
import org.purposecdp.identity.matching.Model;
import org.purposecdp.identity.matching.Person;
import org.purposecdp.identity.matching.Scorer;

import static org.assertj.core.api.Assertions.assertThat;

/** What a page's key can send without end makes no cluster without end, and parts nobody. */
class CutSizePropertyTest {
    private static final int MOST = 5;
    private static final Scorer SCORER = new Scorer(Model.usual());

    private final Cut cut = new Cut(IdentityRules.DEFAULT, SCORER, MOST);

    @Provide
    Arbitrary<List<Node>> nodes() {
        Arbitrary<HashedIdentifier> identifiers =
                Combinators.combine(
                                Arbitraries.of("user_id", "email", "anonymous_id"),
                                Arbitraries.integers().between(0, 2))
                        .as((ns, value) -> new HashedIdentifier(ns, ns + value));
        return Combinators.combine(
                        Arbitraries.integers().between(0, 10_000),
                        Arbitraries.of(SourceKind.class),
                        identifiers.set().ofMinSize(1).ofMaxSize(2))
                .as((id, kind, set) -> node("n%05d".formatted(id), kind, set))
                .list()
                .ofMaxSize(40)
                .uniqueElements(Node::nodeId);
    }

    @Property
    void noClusterHasMore(@ForAll("nodes") List<Node> nodes, @ForAll Random random) {
        Evidence whole = Worlds.random(random, IdentityRules.DEFAULT);

        assertThat(cut.clusters(Evidence.of(nodes)))
                .allSatisfy(cluster -> assertThat(cluster.nodes()).hasSizeLessThanOrEqualTo(MOST));
        assertThat(cut.clusters(whole))
                .allSatisfy(cluster -> assertThat(cluster.nodes()).hasSizeLessThanOrEqualTo(MOST));
    }

    @Property
    void theOrderOfArrivalChangesNothing(@ForAll("nodes") List<Node> nodes, @ForAll Random random) {
        List<Node> arriving = new ArrayList<>(nodes);
        Collections.shuffle(arriving, random);
        Map<String, Membership> memberships = new HashMap<>();
        Map<String, ClusterState> told = new HashMap<>();
        for (int i = 1; i <= arriving.size(); i++) {
            Recut recut =
                    Recut.of(
                            cut,
                            Evidence.of(arriving.subList(0, i)),
                            Map.copyOf(memberships),
                            Map.of(),
                            versions(told),
                            Set.of());
            memberships.putAll(recut.memberships());
            recut.states().forEach(state -> told.put(state.profileId(), state));
        }

        assertThat(live(told)).isEqualTo(ids(cut.clusters(Evidence.of(nodes))));
    }

    /** Other components' nodes are in the evidence by chance: they change nothing either. */
    @Property
    void eachComponentIsCutAsIfItWereAlone(@ForAll Random random) {
        Evidence whole = Worlds.random(random, IdentityRules.DEFAULT);
        Set<Set<String>> parts =
                Worlds.components(whole).stream()
                        .flatMap(part -> cut.clusters(part).stream())
                        .map(CutSizePropertyTest::nodeIds)
                        .collect(Collectors.toSet());

        assertThat(parts).isEqualTo(Set.copyOf(ids(cut.clusters(whole)).values()));
    }

    /** Whatever ids they have, and before a stronger identifier that anybody may claim. */
    @Property(tries = 100)
    void aFloodFromAPagePartsNoCustomer(
            @ForAll Random random, @ForAll @IntRange(min = 2, max = MOST) int known) {
        List<Node> nodes = new ArrayList<>();
        Set<String> customer = new TreeSet<>();
        for (int i = 0; i < known; i++) {
            SourceKind kind = i % 2 == 0 ? SourceKind.SERVER : SourceKind.AUTHENTICATING;
            Node node = node(id(random), kind, Set.of(new HashedIdentifier("email", "hers")));
            nodes.add(node);
            customer.add(node.nodeId());
        }
        Set<HashedIdentifier> typed = new HashSet<>();
        typed.add(new HashedIdentifier("email", "hers"));
        if (random.nextBoolean()) {
            typed.add(new HashedIdentifier("user_id", "claimed"));
        }
        int flood = 50 + random.nextInt(20);
        for (int i = 0; i < flood; i++) {
            nodes.add(node(id(random), SourceKind.PUBLIC, typed));
        }

        assertThat(cut.clusters(Evidence.of(nodes)))
                .anyMatch(cluster -> nodeIds(cluster).containsAll(customer));
    }

    @Property(tries = 100)
    void aFullClusterIsToldAsSuchAndNoOther(@ForAll("nodes") List<Node> nodes) {
        List<Cluster> unbounded =
                new Cut(IdentityRules.DEFAULT, SCORER, 1_000).clusters(Evidence.of(nodes));
        boolean tooLarge = unbounded.stream().anyMatch(cluster -> cluster.nodes().size() > MOST);

        assertThat(unbounded).noneMatch(Cluster::full);
        if (tooLarge) {
            assertThat(cut.clusters(Evidence.of(nodes))).anyMatch(Cluster::full);
        }
    }

    @Example
    void oneAddressTypedAThousandTimesMakesNoLargerClusterThanAnyOther() {
        Random random = new Random(1);
        List<Node> nodes = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            nodes.add(
                    node(
                            id(random),
                            SourceKind.PUBLIC,
                            Set.of(new HashedIdentifier("email", "hers"))));
        }

        assertThat(new Cut(IdentityRules.DEFAULT, SCORER).clusters(Evidence.of(nodes)))
                .extracting(cluster -> cluster.nodes().size())
                .containsExactlyInAnyOrder(ClusterState.MOST_NODES, ClusterState.MOST_NODES);
    }

    private static Node node(String id, SourceKind kind, Set<HashedIdentifier> identifiers) {
        return new Node(
                id,
                "s",
                kind,
                Instant.ofEpochSecond(id.hashCode() & 15),
                List.copyOf(identifiers),
                Person.NOBODY);
    }

    private static String id(Random random) {
        return "%032x".formatted(random.nextLong() & Long.MAX_VALUE);
    }

    private static Map<String, Long> versions(Map<String, ClusterState> told) {
        Map<String, Long> versions = new HashMap<>();
        told.forEach((id, state) -> versions.put(id, state.version()));
        return versions;
    }

    private static Map<String, Set<String>> live(Map<String, ClusterState> told) {
        return told.values().stream()
                .filter(state -> !state.ended())
                .collect(
                        Collectors.toMap(
                                ClusterState::profileId,
                                state ->
                                        state.nodes().stream()
                                                .map(ClusterState.Node::nodeId)
                                                .collect(Collectors.toSet())));
    }

    private static Map<String, Set<String>> ids(List<Cluster> clusters) {
        return clusters.stream()
                .collect(Collectors.toMap(Cluster::profileId, CutSizePropertyTest::nodeIds));
    }

    private static Set<String> nodeIds(Cluster cluster) {
        return cluster.nodes().stream().map(Node::nodeId).collect(Collectors.toSet());
    }
}
