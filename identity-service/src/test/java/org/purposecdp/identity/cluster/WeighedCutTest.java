package org.purposecdp.identity.cluster;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

import org.purposecdp.contracts.identifier.Form;
import org.purposecdp.contracts.identifier.IdentityRules;
import org.purposecdp.contracts.identifier.NamespaceRule;
import org.purposecdp.contracts.record.SourceKind;
import org.purposecdp.identity.matching.Conflict;
import org.purposecdp.identity.matching.Link;
import org.purposecdp.identity.matching.People;

import static org.assertj.core.api.Assertions.assertThat;

/** Clusters of nodes that identifiers, weights and stewards connect. */
class WeighedCutTest {
    private static final IdentityRules RULES =
            new IdentityRules(
                    null,
                    List.of(
                            new NamespaceRule("user_id", Form.EXACT, 1, null, true, null),
                            new NamespaceRule("email", Form.EMAIL, 2, null, null, null),
                            new NamespaceRule(
                                    "device_id", Form.EXACT, 1, Duration.ofHours(1), null, null)),
                    null,
                    List.of("crm"));

    private final Cut cut = new Cut(RULES, Worlds.SCORER);

    @Property(tries = 2000)
    void theOrderOfWhatIsKnownCountsForNothing(@ForAll long seed) {
        Random random = new Random(seed);
        Evidence world = Worlds.random(random, RULES);
        List<Node> nodes = new ArrayList<>(world.nodes());
        List<Link> links = new ArrayList<>(world.links());
        List<Decision> decisions = new ArrayList<>(world.decisions());
        nodes.addAll(nodes.subList(0, nodes.size() / 2));
        Collections.shuffle(nodes, random);
        Collections.shuffle(links, random);
        Collections.shuffle(decisions, random);

        assertThat(partition(cut.clusters(new Evidence(nodes, links, decisions, world.generic()))))
                .isEqualTo(partition(cut.clusters(world)));
    }

    /** So that only the components that change need be cut again. */
    @Property(tries = 2000)
    void whatNothingConnectsIsCutAsIfItWereAlone(@ForAll long seed) {
        Evidence world = Worlds.random(new Random(seed), RULES);

        List<Cluster> parts = new ArrayList<>();
        Worlds.components(world).forEach(part -> parts.addAll(cut.clusters(part)));

        assertThat(partition(parts)).isEqualTo(partition(cut.clusters(world)));
    }

    @Property(tries = 2000)
    void whomAStewardHasPartedAreNeverInOneCluster(@ForAll long seed) {
        Evidence world = Worlds.random(new Random(seed), RULES);
        List<Cluster> clusters = cut.clusters(world);

        for (Decision decision : world.decisions()) {
            if (!decision.same()) {
                assertThat(clusters)
                        .noneMatch(
                                cluster ->
                                        ids(cluster).stream().anyMatch(decision.one()::contains)
                                                && ids(cluster).stream()
                                                        .anyMatch(decision.other()::contains));
            }
        }
    }

    @Property(tries = 1000)
    void aSplitTakesHoldAndTakenBackLeavesNoTrace(@ForAll long seed) {
        Random random = new Random(seed);
        Evidence world = Worlds.random(random, RULES);
        List<Cluster> before = cut.clusters(world);
        Cluster largest =
                before.stream()
                        .max((a, b) -> Integer.compare(a.nodes().size(), b.nodes().size()))
                        .orElseThrow();
        if (largest.nodes().size() < 2) {
            return;
        }
        Set<String> one = new HashSet<>(ids(largest));
        Set<String> apart = Set.of(one.iterator().next());
        one.removeAll(apart);
        List<Decision> decisions = new ArrayList<>(world.decisions());
        decisions.add(new Decision("split", false, apart, one));

        Set<Set<String>> split = partition(cut.clusters(with(world, decisions)));

        assertThat(split)
                .noneMatch(ids -> ids.containsAll(apart) && ids.stream().anyMatch(one::contains));
        if (world.decisions().isEmpty()) {
            assertThat(split).anyMatch(ids -> ids.containsAll(one));
        }
        decisions.remove(decisions.size() - 1);
        assertThat(partition(cut.clusters(with(world, decisions)))).isEqualTo(partition(before));
    }

    /** Whatever limits, names and weights say, and whatever joined them before. */
    @Property(tries = 1000)
    void twoClustersThatAStewardMergesAreOneWithAllTheirNodes(@ForAll long seed) {
        Random random = new Random(seed);
        Evidence world = Worlds.random(random, RULES);
        Evidence undecided = with(world, List.of());
        List<Cluster> before = cut.clusters(undecided);
        Set<String> one = ids(before.get(random.nextInt(before.size())));
        Set<String> other = ids(before.get(random.nextInt(before.size())));
        if (one.equals(other)) {
            return;
        }

        Set<Set<String>> merged =
                partition(
                        cut.clusters(
                                with(world, List.of(new Decision("merge", true, one, other)))));

        assertThat(merged).anyMatch(ids -> ids.containsAll(one) && ids.containsAll(other));
    }

    /** A namesake without a birth date at the address of father and son may be either. */
    @Test
    void whoFitsTwoPeopleEquallyIsNeither() {
        Node father = node("a", "1960-04-05");
        Node son = node("b", "1988-11-17");
        Node either = node("c", null);
        Evidence family =
                Worlds.evidence(List.of(father, son, either), List.of(), IdentityRules.DEFAULT);

        assertThat(cut.clusters(family)).hasSize(3);
        assertThat(cut.steps(family))
                .extracting(Step::refusal)
                .containsOnly(Step.Refusal.AMBIGUOUS);
        assertThat(
                        cut.clusters(
                                Worlds.evidence(
                                        List.of(father, either), List.of(), IdentityRules.DEFAULT)))
                .hasSize(1);
    }

    /** What says little is no evidence against whom the others are. */
    @Test
    void aNewsletterWithAFirstNameAloneTearsNobodyInTwo() {
        Node shop = bearing(node("a", "1960-04-05"), "mail");
        Node store = node("b", "1960-04-05");
        Node newsletter =
                bearing(
                        new Node(
                                "c",
                                "news",
                                SourceKind.SERVER,
                                Instant.EPOCH,
                                List.of(),
                                People.person("givenName", "Wilhelm")),
                        "mail");

        assertThat(
                        cut.clusters(
                                Worlds.evidence(
                                        List.of(shop, store, newsletter),
                                        List.of(),
                                        IdentityRules.DEFAULT)))
                .hasSize(1);
    }

    private static Node bearing(Node node, String email) {
        return new Node(
                node.nodeId(),
                node.source(),
                node.sourceKind(),
                node.receivedAt(),
                List.of(new HashedIdentifier("email", email)),
                node.person());
    }

    private static Node node(String id, String born) {
        List<String> fields =
                new ArrayList<>(
                        List.of(
                                "givenName",
                                "Wilhelm",
                                "familyName",
                                "Großmann",
                                "street",
                                "Lindenallee 7",
                                "city",
                                "Köln",
                                "postcode",
                                "50667"));
        if (born != null) {
            fields.addAll(List.of("birthDate", born));
        }
        return new Node(
                id,
                "shop",
                SourceKind.SERVER,
                Instant.EPOCH,
                List.of(),
                People.person(fields.toArray(String[]::new)));
    }

    @Property(tries = 1000)
    void noLimitIsPassedButByASteward(@ForAll long seed) {
        Evidence world = Worlds.random(new Random(seed), RULES);
        Evidence undecided = new Evidence(world.nodes(), world.links(), List.of(), world.generic());
        for (Cluster cluster : cut.clusters(undecided)) {
            if (cluster.nodes().size() == 1) {
                continue;
            }
            Map<String, Set<String>> values =
                    cluster.nodes().stream()
                            .flatMap(node -> node.identifiers().stream())
                            .filter(i -> !world.generic().contains(i.pseudonym()))
                            .collect(
                                    Collectors.groupingBy(
                                            HashedIdentifier::namespace,
                                            Collectors.mapping(
                                                    HashedIdentifier::pseudonym,
                                                    Collectors.toSet())));
            assertThat(values.getOrDefault("user_id", Set.of())).hasSizeLessThanOrEqualTo(1);
            assertThat(values.getOrDefault("email", Set.of())).hasSizeLessThanOrEqualTo(2);
        }
    }

    @Property(tries = 1000)
    void anIdentifierThatPeopleShareJoinsNoTwoInConflict(@ForAll long seed) {
        Evidence world = Worlds.random(new Random(seed), IdentityRules.DEFAULT);
        Evidence byIdentifiers =
                new Evidence(
                        world.nodes().stream().map(WeighedCutTest::withoutUserId).toList(),
                        List.of(),
                        List.of(),
                        world.generic());
        for (Cluster cluster :
                new Cut(IdentityRules.DEFAULT, Worlds.SCORER).clusters(byIdentifiers)) {
            for (Node one : cluster.nodes()) {
                assertThat(cluster.nodes())
                        .noneMatch(other -> Conflict.between(one.person(), other.person()));
            }
        }
    }

    /** More bearers never make an identifier less generic, so it can be decided as they come. */
    @Property(tries = 1000)
    void onceGenericAlwaysGeneric(@ForAll long seed) {
        List<Node> nodes = Worlds.nodes(new Random(seed));
        Generic generic = new Generic(RULES);
        Set<String> before = new HashSet<>();
        for (int i = 1; i <= nodes.size(); i++) {
            Collection<Node> some = nodes.subList(0, i);
            Set<String> all =
                    some.stream()
                            .flatMap(node -> node.pseudonyms().stream())
                            .collect(Collectors.toSet());
            Set<String> now = generic.among(some, all);
            assertThat(now).containsAll(before);
            before = now;
        }
    }

    @Test
    void theStepsTellWhatJoinedAndWhatDidNot() {
        Evidence world = Worlds.random(new Random(7), RULES);
        int clusters = cut.clusters(world).size();

        assertThat(cut.steps(world).stream().filter(Step::taken).count())
                .isEqualTo(world.nodes().size() - clusters);
    }

    private static Node withoutUserId(Node node) {
        return new Node(
                node.nodeId(),
                node.source(),
                node.sourceKind(),
                node.receivedAt(),
                node.identifiers().stream().filter(i -> !i.namespace().equals("user_id")).toList(),
                node.person());
    }

    private static Evidence with(Evidence world, List<Decision> decisions) {
        return new Evidence(world.nodes(), world.links(), decisions, world.generic());
    }

    private static Set<Set<String>> partition(List<Cluster> clusters) {
        return clusters.stream().map(WeighedCutTest::ids).collect(Collectors.toSet());
    }

    private static Set<String> ids(Cluster cluster) {
        return cluster.nodes().stream().map(Node::nodeId).collect(Collectors.toSet());
    }
}
