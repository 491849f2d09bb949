package org.purposecdp.identity.cluster;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import org.purposecdp.contracts.cluster.ClusterState;
import org.purposecdp.contracts.identifier.IdentityRules;
import org.purposecdp.identity.cluster.Growing.Side;
import org.purposecdp.identity.cluster.Step.Kind;
import org.purposecdp.identity.cluster.Step.Refusal;
import org.purposecdp.identity.matching.Link;
import org.purposecdp.identity.matching.Scorer;

/**
 * Cuts nodes into clusters: a pure function, whatever the order in which things came. Links are
 * taken one after another: a steward's first, then shared identifiers, strongest namespace first,
 * then by weight; within each by node ids. One is not taken if what it joined would pass a limit,
 * have more nodes than any cluster, go against a steward, or be two of a clean source; by an
 * identifier that people share, if any two of its records conflict; by weight, if two of its
 * records are of two people for certain, if a link to somebody else, who is certainly not the same
 * person, is nearly as good, or if the records of the two clusters do not weigh enough on average
 * (average linkage, Sokal and Michener 1958): a chain of likenesses alone joins nobody. Barred
 * nodes, with whatever decisions and identifiers have joined to them before any weight is looked
 * at, are passed over by weights.
 */
public final class Cut {
    /** What weights alone would join from more clusters than this is nobody. */
    static final int MOST_JOINED = 200;

    /** Thousandths of a bit: of two people, a record is the one's that fits eight times better. */
    private static final int CLEARLY = 3000;

    private static final Comparator<Link> HEAVIEST_FIRST =
            Comparator.comparingInt(Link::weight)
                    .reversed()
                    .thenComparing(Link::one)
                    .thenComparing(Link::other);

    private final IdentityRules rules;
    private final Scorer scorer;
    private final int mostNodes;

    public Cut(IdentityRules rules, Scorer scorer) {
        this(rules, scorer, ClusterState.MOST_NODES);
    }

    /**
     * @param mostNodes of a cluster
     */
    Cut(IdentityRules rules, Scorer scorer, int mostNodes) {
        this.rules = rules;
        this.scorer = scorer;
        this.mostNodes = mostNodes;
    }

    /** The clusters, each with its oldest node first; in the order of their profileIds. */
    public List<Cluster> clusters(Evidence evidence) {
        return clusters(evidence, step -> {});
    }

    /** What was tried, in order; of identifiers only what joins two clusters or could have. */
    public List<Step> steps(Evidence evidence) {
        List<Step> steps = new ArrayList<>();
        clusters(evidence, steps::add);
        return steps;
    }

    private List<Cluster> clusters(Evidence evidence, Consumer<Step> steps) {
        SortedMap<String, Node> nodes = new TreeMap<>();
        SortedMap<String, Node> bare = new TreeMap<>();
        for (Node node : evidence.nodes()) {
            nodes.put(node.nodeId(), node);
            bare.put(node.nodeId(), node.without(evidence.generic()));
        }
        Map<String, List<Side>> sides = sides(evidence.decisions());
        Clusters clusters = new Clusters(steps);
        bare.forEach(
                (id, node) ->
                        clusters.put(
                                id,
                                new Growing(
                                        node,
                                        rules,
                                        mostNodes,
                                        sides.getOrDefault(id, List.of()))));
        takeDecisions(evidence.decisions(), clusters);
        takeIdentifiers(provenOfTooMany(bare, evidence), clusters);
        takeIdentifiers(bare.values(), clusters);
        takeHeaviest(matchable(evidence, clusters), clusters);
        return clusters.distinct().stream()
                .map(cluster -> Cluster.of(cluster.nodes(), nodes, cluster.full()))
                .sorted(Comparator.comparing(Cluster::profileId))
                .toList();
    }

    private void takeIdentifiers(Collection<Node> some, Clusters clusters) {
        bearings(some)
                .forEach((namespace, bearing) -> new Links(namespace, bearing).take(clusters));
    }

    /**
     * Where more nodes are connected than a cluster may have, those of server and authenticating
     * sources come together first: what anybody may send with a page's key parts nobody.
     */
    private List<Node> provenOfTooMany(SortedMap<String, Node> bare, Evidence evidence) {
        if (bare.size() <= mostNodes) {
            return List.of();
        }
        Components connected = new Components(Map.of());
        connected.addAll(bare.values(), Set.of());
        evidence.links().forEach(link -> connected.join(link.one(), link.other()));
        for (Decision decision : evidence.decisions()) {
            Set<String> one = new HashSet<>(decision.one());
            if (decision.same()) {
                one.addAll(decision.other());
            }
            connected.joinAll(one);
            connected.joinAll(decision.other());
        }
        Map<String, Long> sizes =
                bare.keySet().stream()
                        .collect(Collectors.groupingBy(connected::of, Collectors.counting()));
        return bare.values().stream()
                .filter(node -> sizes.get(connected.of(node.nodeId())) > mostNodes)
                .filter(node -> node.sourceKind().proven())
                .toList();
    }

    /** The cluster that each node is in now. */
    private static final class Clusters {
        private final Map<String, Growing> byNode = new HashMap<>();
        private final Consumer<Step> steps;

        Clusters(Consumer<Step> steps) {
            this.steps = steps;
        }

        void put(String nodeId, Growing cluster) {
            byNode.put(nodeId, cluster);
        }

        Growing of(String nodeId) {
            return byNode.get(nodeId);
        }

        /** Joins the clusters of a link unless it is refused. */
        void tried(Step step) {
            steps.accept(step);
            if (step.taken()) {
                join(of(step.one()), of(step.other()));
            }
        }

        private void join(Growing one, Growing other) {
            Growing larger = one.nodes().size() >= other.nodes().size() ? one : other;
            Growing smaller = larger == one ? other : one;
            larger.take(smaller);
            smaller.nodes().forEach(moved -> byNode.put(moved.nodeId(), larger));
        }

        Set<Growing> distinct() {
            Set<Growing> distinct = Collections.newSetFromMap(new IdentityHashMap<>());
            distinct.addAll(byNode.values());
            return distinct;
        }
    }

    private static Map<String, List<Side>> sides(Collection<Decision> decisions) {
        Map<String, List<Side>> sides = new HashMap<>();
        for (Decision decision : decisions) {
            if (!decision.same()) {
                decision.one().forEach(id -> side(id, decision, true, sides));
                decision.other().forEach(id -> side(id, decision, false, sides));
            }
        }
        return sides;
    }

    private static void side(
            String nodeId, Decision decision, boolean one, Map<String, List<Side>> sides) {
        sides.computeIfAbsent(nodeId, any -> new ArrayList<>()).add(new Side(decision.id(), one));
    }

    /** Those who are two are two whole ones: what parted them from others held them together. */
    private static void takeDecisions(Collection<Decision> decisions, Clusters clusters) {
        decisions.stream()
                .sorted(Comparator.comparing(Decision::id))
                .forEach(
                        decision -> {
                            SortedSet<String> one = new TreeSet<>(decision.one());
                            SortedSet<String> other = new TreeSet<>(decision.other());
                            if (decision.same()) {
                                one.addAll(other);
                            } else {
                                take(decision, other, clusters);
                            }
                            take(decision, one, clusters);
                        });
    }

    private static void take(Decision decision, SortedSet<String> nodes, Clusters clusters) {
        nodes.removeIf(id -> clusters.of(id) == null);
        nodes.forEach(id -> steward(decision, nodes.headSet(id), id, clusters));
    }

    /** With the first of the earlier ones from which no other decision keeps it apart. */
    private static void steward(
            Decision decision, SortedSet<String> earlier, String id, Clusters clusters) {
        Set<Growing> tried = new HashSet<>();
        for (String one : earlier) {
            Growing left = clusters.of(one);
            Growing right = clusters.of(id);
            if (left == right) {
                return;
            }
            if (tried.add(left)) {
                Refusal refusal = left.refusesSteward(right);
                if (refusal == null) {
                    left.joinedBySteward();
                    right.joinedBySteward();
                }
                clusters.tried(new Step(Kind.DECISION, decision.id(), one, id, null, refusal));
                if (refusal == null) {
                    return;
                }
            }
        }
    }

    /** A node, and its values of one namespace. */
    private record Bearing(Node node, Set<String> values) {}

    /** By namespace, the strongest first; in the order of the nodes. */
    private SortedMap<String, List<Bearing>> bearings(Collection<Node> inOrder) {
        Map<String, List<Bearing>> bearings = new HashMap<>();
        for (Node node : inOrder) {
            Map<String, Set<String>> own = new HashMap<>();
            for (HashedIdentifier identifier : node.identifiers()) {
                own.computeIfAbsent(identifier.namespace(), any -> new HashSet<>())
                        .add(identifier.pseudonym());
            }
            own.forEach(
                    (namespace, values) ->
                            bearings.computeIfAbsent(namespace, any -> new ArrayList<>())
                                    .add(new Bearing(node, values)));
        }
        SortedMap<String, List<Bearing>> strongestFirst = new TreeMap<>(rules.strongestFirst());
        strongestFirst.putAll(bearings);
        return strongestFirst;
    }

    /**
     * The links of one namespace, in the order of their two node ids. A link from a node that is
     * already in one cluster with an earlier bearer of the identifier is left out: that bearer has
     * tried it, and what two clusters may not become they may not become when they have grown. So
     * the links that are tried are few, and those taken are the very ones that trying all pairs
     * would take.
     */
    private final class Links {
        private final List<Bearing> bearings;
        private final String namespace;
        private final boolean personal;
        private final Map<String, List<Node>> bearers = new HashMap<>();
        private final Map<String, List<Node>> pivots = new HashMap<>();

        Links(String namespace, List<Bearing> inOrder) {
            this.namespace = namespace;
            this.personal = rules.rule(namespace).personal();
            this.bearings = inOrder;
            for (Bearing bearing : inOrder) {
                for (String value : bearing.values()) {
                    bearers.computeIfAbsent(value, any -> new ArrayList<>()).add(bearing.node());
                }
            }
        }

        void take(Clusters clusters) {
            for (Bearing bearing : bearings) {
                later(bearing, clusters)
                        .values()
                        .forEach(other -> join(bearing.node(), other, clusters));
            }
        }

        private void join(Node one, Node other, Clusters clusters) {
            Growing left = clusters.of(one.nodeId());
            Growing right = clusters.of(other.nodeId());
            if (left == right) {
                return;
            }
            Refusal refusal = left.refuses(right);
            if (refusal == null && !personal && left.conflicts(right)) {
                refusal = Refusal.CONFLICT;
            }
            clusters.tried(
                    new Step(
                            Kind.IDENTIFIER,
                            namespace,
                            one.nodeId(),
                            other.nodeId(),
                            null,
                            refusal));
        }

        private SortedMap<String, Node> later(Bearing bearing, Clusters clusters) {
            Node node = bearing.node();
            SortedMap<String, Node> later = new TreeMap<>();
            for (String value : bearing.values()) {
                if (bearers.get(value).size() == 1) {
                    continue;
                }
                List<Node> earlier = pivots.computeIfAbsent(value, any -> new ArrayList<>());
                Growing own = clusters.of(node.nodeId());
                if (earlier.stream().noneMatch(other -> clusters.of(other.nodeId()) == own)) {
                    earlier.add(node);
                    List<Node> all = bearers.get(value);
                    all.subList(all.indexOf(node) + 1, all.size())
                            .forEach(other -> later.put(other.nodeId(), other));
                }
            }
            return later;
        }
    }

    private static List<Link> matchable(Evidence evidence, Clusters clusters) {
        Set<Growing> barred = Collections.newSetFromMap(new IdentityHashMap<>());
        for (String nodeId : evidence.barred()) {
            Growing cluster = clusters.of(nodeId);
            if (cluster != null) {
                barred.add(cluster);
            }
        }
        List<Link> matchable = new ArrayList<>();
        for (Link link : evidence.links()) {
            Growing one = clusters.of(link.one());
            Growing other = clusters.of(link.other());
            if (!barred.contains(one) && !barred.contains(other)) {
                matchable.add(link);
            } else if (one != other) {
                clusters.tried(
                        new Step(
                                Kind.WEIGHT,
                                null,
                                link.one(),
                                link.other(),
                                link.weight(),
                                Refusal.BARRED));
            }
        }
        return matchable;
    }

    private void takeHeaviest(Collection<Link> links, Clusters clusters) {
        List<Link> heaviest =
                links.stream()
                        .filter(link -> link.weight() >= scorer.model().thresholds().match())
                        .filter(link -> clusters.of(link.one()) != clusters.of(link.other()))
                        .sorted(HEAVIEST_FIRST)
                        .toList();
        if (heaviest.isEmpty()) {
            return;
        }
        Set<Growing> tooMany = tooMany(heaviest, clusters);
        Votes votes = new Votes(scorer);
        Rivals rivals = new Rivals(heaviest, clusters, votes);
        for (Link link : heaviest) {
            Growing left = clusters.of(link.one());
            Growing right = clusters.of(link.other());
            if (left != right) {
                clusters.tried(
                        new Step(
                                Kind.WEIGHT,
                                null,
                                link.one(),
                                link.other(),
                                link.weight(),
                                tooMany.contains(left)
                                        ? Refusal.TOO_MANY
                                        : refusal(link, left, right, votes, rivals)));
            }
        }
    }

    private Refusal refusal(Link link, Growing left, Growing right, Votes votes, Rivals rivals) {
        Refusal refusal = left.refuses(right);
        if (refusal != null) {
            return refusal;
        }
        if (votes.two(left, right)) {
            return Refusal.CONFLICT;
        }
        if (rivals.any(left, right, link.weight() - CLEARLY)) {
            return Refusal.AMBIGUOUS;
        }
        return votes.average(left, right) < scorer.model().thresholds().guard()
                ? Refusal.AVERAGE
                : null;
    }

    /** Clusters that one of two could be joined to as well, which are certainly not the other. */
    private static final class Rivals {
        private final Map<String, List<Link>> heaviestFirst = new HashMap<>();
        private final Clusters clusters;
        private final Votes votes;

        Rivals(List<Link> heaviestFirst, Clusters clusters, Votes votes) {
            this.clusters = clusters;
            this.votes = votes;
            for (Link link : heaviestFirst) {
                for (String end : List.of(link.one(), link.other())) {
                    this.heaviestFirst.computeIfAbsent(end, any -> new ArrayList<>()).add(link);
                }
            }
        }

        boolean any(Growing one, Growing other, int least) {
            return of(one, other, least) || of(other, one, least);
        }

        private boolean of(Growing one, Growing other, int least) {
            return other.nodes().stream()
                    .flatMap(
                            node ->
                                    heaviestFirst.getOrDefault(node.nodeId(), List.of()).stream()
                                            .takeWhile(link -> link.weight() >= least)
                                            .map(link -> clusters.of(link.not(node.nodeId()))))
                    .distinct()
                    .anyMatch(third -> third != one && third != other && votes.two(one, third));
        }
    }

    /** The clusters that so many links connect that they go to a steward instead. */
    private static Set<Growing> tooMany(List<Link> links, Clusters clusters) {
        Map<Growing, Set<Growing>> connected = new IdentityHashMap<>();
        for (Link link : links) {
            Set<Growing> left = connected(clusters.of(link.one()), connected);
            Set<Growing> right = connected(clusters.of(link.other()), connected);
            if (left != right) {
                Set<Growing> larger = left.size() >= right.size() ? left : right;
                Set<Growing> smaller = larger == left ? right : left;
                larger.addAll(smaller);
                smaller.forEach(cluster -> connected.put(cluster, larger));
            }
        }
        Set<Growing> tooMany = Collections.newSetFromMap(new IdentityHashMap<>());
        connected.values().stream()
                .filter(all -> all.size() > MOST_JOINED)
                .forEach(tooMany::addAll);
        return tooMany;
    }

    private static Set<Growing> connected(Growing cluster, Map<Growing, Set<Growing>> connected) {
        return connected.computeIfAbsent(
                cluster,
                any -> {
                    Set<Growing> alone = Collections.newSetFromMap(new IdentityHashMap<>());
                    alone.add(cluster);
                    return alone;
                });
    }
}
