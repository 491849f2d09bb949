package org.purposecdp.identity.cluster;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
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
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import org.purposecdp.contracts.cluster.ClusterState;
import org.purposecdp.contracts.identifier.Form;
import org.purposecdp.contracts.identifier.IdentityRules;
import org.purposecdp.contracts.identifier.NamespaceRule;
import org.purposecdp.contracts.record.SourceKind;
import org.purposecdp.identity.matching.Model;
import org.purposecdp.identity.matching.Person;
import org.purposecdp.identity.matching.Scorer;

import static org.assertj.core.api.Assertions.assertThat;

class CutPropertiesTest {
    private static final IdentityRules ONE_ADDRESS =
            rules(
                    new NamespaceRule("user_id", Form.EXACT, 1, null, true, null),
                    new NamespaceRule("email", Form.EMAIL, 1, null, null, null));

    /** With as many user ids and addresses as a test has. */
    private static final IdentityRules NOTHING_GENERIC =
            rules(
                    new NamespaceRule("user_id", Form.EXACT, 100, null, false, null),
                    new NamespaceRule("email", Form.EMAIL, 100, null, null, null),
                    new NamespaceRule("phone", Form.PHONE, 100, null, null, null));

    private final Cut cut = new Cut(IdentityRules.DEFAULT, new Scorer(Model.usual()));

    private static IdentityRules rules(NamespaceRule... namespaces) {
        return new IdentityRules(null, List.of(namespaces), null, null);
    }

    @Provide
    Arbitrary<List<Node>> nodes() {
        Arbitrary<HashedIdentifier> identifiers =
                Combinators.combine(
                                Arbitraries.of("user_id", "email", "phone", "anonymous_id"),
                                Arbitraries.integers().between(0, 6))
                        .as((ns, value) -> new HashedIdentifier(ns, ns + value));
        Arbitrary<Node> node =
                Combinators.combine(
                                Arbitraries.integers().between(0, 10_000),
                                Arbitraries.of(SourceKind.class),
                                Arbitraries.integers().between(0, 20),
                                identifiers.set().ofMinSize(1).ofMaxSize(3))
                        .as(
                                (id, kind, at, set) ->
                                        new Node(
                                                "n%05d".formatted(id),
                                                "s",
                                                kind,
                                                Instant.ofEpochSecond(at),
                                                List.copyOf(set),
                                                Person.NOBODY));
        return node.list().ofMaxSize(40).uniqueElements(Node::nodeId);
    }

    @Property
    void orderAndDuplicationChangeNothing(
            @ForAll("nodes") List<Node> nodes, @ForAll Random random) {
        List<Node> other = new ArrayList<>(nodes);
        other.addAll(nodes.subList(0, nodes.size() / 2));
        Collections.shuffle(other, random);
        assertThat(ids(cut.clusters(Evidence.of(other))))
                .isEqualTo(ids(cut.clusters(Evidence.of(nodes))));
    }

    @Property
    void noClusterPassesALimit(@ForAll("nodes") List<Node> nodes) {
        for (Cluster cluster : cut.clusters(Evidence.of(nodes))) {
            Map<String, Set<String>> values = new HashMap<>();
            cluster.nodes()
                    .forEach(
                            node ->
                                    node.identifiers()
                                            .forEach(
                                                    i ->
                                                            values.computeIfAbsent(
                                                                            i.namespace(),
                                                                            any -> new HashSet<>())
                                                                    .add(i.pseudonym())));
            if (cluster.nodes().size() > 1) {
                values.forEach(
                        (ns, set) ->
                                assertThat(set)
                                        .hasSizeLessThanOrEqualTo(ns.equals("user_id") ? 1 : 5));
            }
        }
    }

    @Property
    void pivotsTakeTheLinksThatAllPairsWouldTake(@ForAll("nodes") List<Node> nodes) {
        Set<Set<String>> allPairs = AllPairs.clusters(nodes);
        Set<Set<String>> pivots =
                cut.clusters(Evidence.of(nodes)).stream()
                        .map(CutPropertiesTest::nodeIds)
                        .collect(Collectors.toSet());
        assertThat(pivots).isEqualTo(allPairs);
    }

    @Property
    void batchesInAnyOrderEndWhereOneBatchEnds(
            @ForAll("nodes") List<Node> nodes, @ForAll Random random) {
        List<Node> shuffled = new ArrayList<>(nodes);
        Collections.shuffle(shuffled, random);
        Ledger ledger = new Ledger(new Generic(NOTHING_GENERIC));
        int done = 0;
        while (done < shuffled.size()) {
            int next = Math.min(shuffled.size(), done + 1 + random.nextInt(5));
            ledger.add(shuffled.subList(done, next), cut);
            done = next;
        }
        assertThat(ledger.live()).isEqualTo(ids(cut.clusters(Evidence.of(nodes))));
    }

    /** A reader knows at any moment which identifiers of a cluster stand for nobody. */
    @Property
    void whatStandsForNobodyJoinsNoGroupAndIsToldWhateverTheOrder(
            @ForAll("nodes") List<Node> nodes, @ForAll Random random) {
        List<Node> shuffled = new ArrayList<>(nodes);
        Collections.shuffle(shuffled, random);
        Cut strict = new Cut(ONE_ADDRESS, new Scorer(Model.usual()));
        Ledger ledger = new Ledger(new Generic(ONE_ADDRESS));
        for (Node node : shuffled) {
            ledger.add(List.of(node), strict);
        }
        Set<String> generic = ledger.generic;

        assertThat(generic)
                .isEqualTo(
                        new Generic(ONE_ADDRESS)
                                .among(
                                        nodes,
                                        nodes.stream()
                                                .flatMap(node -> node.pseudonyms().stream())
                                                .collect(Collectors.toSet())));
        Evidence whole = new Evidence(nodes, List.of(), List.of(), generic);
        List<Cluster> wanted = strict.clusters(whole);
        assertThat(ledger.live()).isEqualTo(ids(wanted));
        for (Cluster cluster : wanted) {
            Set<String> borne = new HashSet<>();
            cluster.nodes().forEach(node -> borne.addAll(node.pseudonyms()));
            borne.retainAll(generic);
            assertThat(ledger.states.get(cluster.profileId()).ofNobody()).isEqualTo(borne);
            assertThat(cluster.groups())
                    .isEqualTo(
                            VerifiedGroups.of(
                                    cluster.nodes().stream()
                                            .map(node -> node.without(generic))
                                            .toList()));
        }
    }

    @Property
    void removingWhatJoinedTwoUnmergesThem(@ForAll("nodes") List<Node> nodes) {
        Node bridge =
                new Node(
                        "bridge",
                        "s",
                        SourceKind.SERVER,
                        Instant.EPOCH,
                        List.of(new HashedIdentifier("email", "email0")),
                        Person.NOBODY);
        List<Node> with = new ArrayList<>(nodes);
        with.add(bridge);
        List<Node> without =
                cut.clusters(Evidence.of(with)).stream()
                        .flatMap(cluster -> cluster.nodes().stream())
                        .filter(node -> !node.nodeId().equals("bridge"))
                        .toList();
        assertThat(ids(cut.clusters(Evidence.of(without))))
                .isEqualTo(ids(cut.clusters(Evidence.of(nodes))));
    }

    @Property
    void aVerifiedGroupNeverHoldsAPublicNodeWithOthers(@ForAll("nodes") List<Node> nodes) {
        for (Cluster cluster : cut.clusters(Evidence.of(nodes))) {
            cluster.nodes().stream()
                    .filter(node -> node.sourceKind() == SourceKind.PUBLIC)
                    .forEach(
                            node ->
                                    assertThat(cluster.groups())
                                            .containsEntry(node.nodeId(), node.nodeId()));
        }
    }

    private static Map<String, Set<String>> ids(List<Cluster> clusters) {
        return clusters.stream()
                .collect(Collectors.toMap(Cluster::profileId, CutPropertiesTest::nodeIds));
    }

    private static Set<String> nodeIds(Cluster cluster) {
        return cluster.nodes().stream().map(Node::nodeId).collect(Collectors.toSet());
    }

    /** What a reader of identity.clusters knows, batch after batch. */
    private static final class Ledger {
        private final Generic by;
        private final Set<String> generic = new HashSet<>();
        private final List<Node> nodes = new ArrayList<>();
        private final Map<String, Membership> memberships = new HashMap<>();
        private final Map<String, ClusterState> states = new HashMap<>();

        Ledger(Generic by) {
            this.by = by;
        }

        void add(List<Node> more, Cut cut) {
            nodes.addAll(more);
            Set<String> asked =
                    nodes.stream()
                            .flatMap(n -> n.pseudonyms().stream())
                            .collect(Collectors.toSet());
            Set<String> turned = by.among(nodes, asked);
            turned.removeAll(generic);
            generic.addAll(turned);
            Evidence evidence = new Evidence(nodes, List.of(), List.of(), generic);
            Map<String, Long> versions = new HashMap<>();
            states.forEach((id, state) -> versions.put(id, state.version()));
            Recut recut =
                    Recut.of(cut, evidence, Map.copyOf(memberships), Map.of(), versions, turned);
            recut.memberships()
                    .forEach(
                            (id, member) -> {
                                Membership was = memberships.put(id, member);
                                if (was != null && !was.profileId().equals(member.profileId())) {
                                    assertThat(member.version()).isGreaterThan(was.version());
                                }
                            });
            recut.states()
                    .forEach(
                            state -> {
                                ClusterState was = states.put(state.profileId(), state);
                                assertThat(state.version())
                                        .isEqualTo(was == null ? 1 : was.version() + 1);
                            });
        }

        Map<String, Set<String>> live() {
            return states.values().stream()
                    .filter(state -> !state.ended())
                    .collect(
                            Collectors.toMap(
                                    ClusterState::profileId,
                                    state ->
                                            state.nodes().stream()
                                                    .map(ClusterState.Node::nodeId)
                                                    .collect(Collectors.toSet())));
        }
    }

    /** The rule as it is told: by namespace, then by node ids, pair by pair. */
    private static final class AllPairs {
        static Set<Set<String>> clusters(List<Node> unordered) {
            List<Node> nodes =
                    unordered.stream().sorted(Comparator.comparing(Node::nodeId)).toList();
            Set<String> namespaces = new TreeSet<>(IdentityRules.DEFAULT.strongestFirst());
            nodes.forEach(n -> n.identifiers().forEach(i -> namespaces.add(i.namespace())));
            Map<Node, Set<Node>> clusters = new HashMap<>();
            nodes.forEach(n -> clusters.put(n, new HashSet<>(Set.of(n))));
            for (String namespace : namespaces) {
                for (int a = 0; a < nodes.size(); a++) {
                    for (int b = a + 1; b < nodes.size(); b++) {
                        if (linked(nodes.get(a), nodes.get(b), namespace)) {
                            merge(nodes.get(a), nodes.get(b), clusters);
                        }
                    }
                }
            }
            return clusters.values().stream()
                    .map(set -> set.stream().map(Node::nodeId).collect(Collectors.toSet()))
                    .collect(Collectors.toSet());
        }

        private static boolean linked(Node one, Node other, String namespace) {
            return one.identifiers().stream()
                    .filter(i -> i.namespace().equals(namespace))
                    .anyMatch(other.identifiers()::contains);
        }

        private static void merge(Node one, Node other, Map<Node, Set<Node>> clusters) {
            Set<Node> merged = new HashSet<>(clusters.get(one));
            merged.addAll(clusters.get(other));
            if (clusters.get(one) != clusters.get(other) && fits(merged)) {
                merged.forEach(n -> clusters.put(n, merged));
            }
        }

        private static boolean fits(Set<Node> nodes) {
            return nodes.stream()
                    .flatMap(n -> n.identifiers().stream())
                    .distinct()
                    .collect(
                            Collectors.groupingBy(
                                    HashedIdentifier::namespace, Collectors.counting()))
                    .entrySet()
                    .stream()
                    .allMatch(e -> e.getValue() <= IdentityRules.DEFAULT.rule(e.getKey()).limit());
        }
    }
}
