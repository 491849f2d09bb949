package org.purposecdp.identity.node;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;

import org.purposecdp.identity.IdentityProblem;
import org.purposecdp.identity.cluster.Cluster;
import org.purposecdp.identity.cluster.Components;
import org.purposecdp.identity.cluster.Decision;
import org.purposecdp.identity.cluster.Node;
import org.purposecdp.identity.cluster.Step;
import org.purposecdp.identity.matching.Conflict;
import org.purposecdp.identity.matching.Link;
import org.purposecdp.identity.matching.Person;
import org.purposecdp.identity.matching.Scorer;
import org.purposecdp.identity.matching.Waterfall;
import org.purposecdp.kit.problem.CommonProblem;
import org.purposecdp.kit.problem.ProblemException;
import org.purposecdp.kit.work.Workers;

/** What a steward sees of clusters, and decides. */
public final class Stewardship {
    private static final int MOST_BEARERS = 1_000;
    private static final String NO_LINK = "no link between these two is stored";

    /** Who looks waits for nobody's lock. */
    private static final int MOST_WAITING = 20;

    private final Resolver resolver;
    private final Workers looks = new Workers("cdp-looks", MOST_WAITING);
    private final ComponentTable nodes;
    private final StewardTable table = new StewardTable();

    public Stewardship(Resolver resolver) {
        this.resolver = resolver;
        this.nodes = resolver.componentTable();
    }

    /** A node and the profile that it is in now. */
    public record Placed(Node node, String profileId) {}

    /**
     * A link that is stored.
     *
     * @param model version by which it was weighed
     * @param joined both ends are in one cluster now
     */
    public record Stored(Link link, String model, boolean joined) {}

    /**
     * How a cluster came to be.
     *
     * @param links of its nodes, to one another and to others
     * @param steps that made it, and those refused that would have joined it to another
     */
    public record Grown(String profileId, List<Node> nodes, List<Stored> links, List<Step> steps) {}

    /** Why a link weighs what it does. */
    public record Explained(Placed one, Placed other, Link link, Waterfall waterfall) {}

    /**
     * Two records that need not be known.
     *
     * @param meet they share a key, so that they would be compared at all
     * @param conflict a shared address, phone or device would not join them
     */
    public record Compared(Waterfall waterfall, boolean meet, boolean conflict) {}

    /**
     * A decision as it stands.
     *
     * @param same the nodes of both sides are one person; else the sides are two
     * @param revokedBy null while it is in force
     */
    public record Standing(
            String id,
            boolean same,
            List<String> one,
            List<String> other,
            String reason,
            String decidedBy,
            Instant decidedAt,
            String revokedBy,
            Instant revokedAt) {}

    /** What is asked of a steward. */
    public record Review(Placed one, Placed other, Link link) {}

    /** The cluster that holds this node now. */
    public Uni<Grown> grown(String nodeId) {
        return resolver.pool()
                .withTransaction(
                        tx ->
                                component(tx, nodeId)
                                        .chain(component -> grown(tx, nodeId, component)));
    }

    private Uni<Grown> grown(SqlConnection tx, String nodeId, String component) {
        return matching(tx)
                .chain(
                        by ->
                                resolver.load(tx, Set.of(component), by)
                                        .chain(all -> looks.run(() -> grown(nodeId, all, by))))
                .chain(
                        grown ->
                                table.links(tx, grown.profileId(), component)
                                        .map(links -> with(grown, links)));
    }

    private static Grown grown(
            String nodeId, org.purposecdp.identity.node.Stored all, Matching by) {
        String profileId = all.before().get(nodeId).profileId();
        Set<String> members = new HashSet<>();
        List<Node> nodes = new ArrayList<>();
        for (Cluster cluster : by.cut().clusters(all.evidence())) {
            if (cluster.profileId().equals(profileId)) {
                nodes.addAll(cluster.nodes());
                cluster.nodes().forEach(node -> members.add(node.nodeId()));
            }
        }
        List<Step> steps =
                by.cut().steps(all.evidence()).stream()
                        .filter(
                                step ->
                                        members.contains(step.one())
                                                || members.contains(step.other()))
                        .toList();
        return new Grown(profileId, nodes, List.of(), steps);
    }

    private static Grown with(Grown grown, List<StewardTable.Weighed> links) {
        Set<String> members = new HashSet<>();
        grown.nodes().forEach(node -> members.add(node.nodeId()));
        return new Grown(
                grown.profileId(),
                grown.nodes(),
                links.stream()
                        .map(
                                weighed ->
                                        new Stored(
                                                weighed.link(),
                                                weighed.model(),
                                                members.contains(weighed.link().one())
                                                        && members.contains(
                                                                weighed.link().other())))
                        .toList(),
                grown.steps());
    }

    public Uni<Explained> explained(String one, String other) {
        return resolver.pool()
                .withConnection(
                        client ->
                                table.link(client, one, other)
                                        .map(found -> found.orElseThrow(() -> unknown(NO_LINK)))
                                        .chain(
                                                weighed ->
                                                        Uni.combine()
                                                                .all()
                                                                .unis(
                                                                        placed(
                                                                                client,
                                                                                Set.of(one, other)),
                                                                        resolver.model(
                                                                                client,
                                                                                weighed.model()))
                                                                .with(
                                                                        (placed, model) ->
                                                                                new Explained(
                                                                                        placed.get(
                                                                                                one),
                                                                                        placed.get(
                                                                                                other),
                                                                                        weighed
                                                                                                .link(),
                                                                                        new Scorer(
                                                                                                        model)
                                                                                                .explain(
                                                                                                        placed.get(
                                                                                                                        one)
                                                                                                                .node()
                                                                                                                .person(),
                                                                                                        placed.get(
                                                                                                                        other)
                                                                                                                .node()
                                                                                                                .person())))));
    }

    /** By the model in force. */
    public Uni<Compared> compare(Person one, Person other) {
        return resolver.pool()
                .withConnection(this::matching)
                .map(
                        by -> {
                            Set<Long> shared = new HashSet<>(by.blocking().keys(one).keys());
                            shared.retainAll(by.blocking().keys(other).keys());
                            return new Compared(
                                    by.scorer().explain(one, other),
                                    !shared.isEmpty(),
                                    Conflict.between(one, other));
                        });
    }

    /** A known node. */
    public Uni<Placed> placed(String nodeId) {
        return resolver.pool()
                .withConnection(client -> placed(client, Set.of(nodeId)))
                .map(placed -> placed.get(nodeId));
    }

    /**
     * The profile of whom bears an identifier; of several, of the oldest record.
     *
     * @throws ProblemException TOO_MANY_BEARERS
     */
    public Uni<Optional<String>> profileBearing(String pseudonym) {
        return nodes.oldestBearer(resolver.pool(), pseudonym, MOST_BEARERS)
                .map(
                        oldest ->
                                oldest.map(
                                        found -> {
                                            if (found.bearers() > MOST_BEARERS) {
                                                throw new ProblemException(
                                                        IdentityProblem.TOO_MANY_BEARERS,
                                                        "more than "
                                                                + MOST_BEARERS
                                                                + " records bear this identifier:"
                                                                + " look for one of the person's"
                                                                + " own");
                                            }
                                            return found.profileId();
                                        }));
    }

    /**
     * What is to be decided, one pair of records for two clusters.
     *
     * @param after the last one seen; null for the first
     */
    public Uni<List<Review>> open(Link after, int most) {
        return resolver.pool()
                .withConnection(
                        client ->
                                table.open(client, after, most)
                                        .chain(
                                                links -> {
                                                    Set<String> ids = new HashSet<>();
                                                    links.forEach(
                                                            found -> {
                                                                ids.add(found.link().one());
                                                                ids.add(found.link().other());
                                                            });
                                                    return placed(client, ids)
                                                            .map(placed -> reviews(links, placed));
                                                }));
    }

    /**
     * A cluster that others do not join for its size alone.
     *
     * @param since when that was first so
     */
    public record Full(String profileId, Instant since) {}

    /** The newest first. */
    public Uni<List<Full>> full(int most) {
        return table.full(resolver.pool(), most);
    }

    private static List<Review> reviews(
            List<StewardTable.Weighed> links, Map<String, Placed> placed) {
        return links.stream()
                .map(
                        found ->
                                new Review(
                                        placed.get(found.link().one()),
                                        placed.get(found.link().other()),
                                        found.link()))
                .toList();
    }

    /**
     * What a steward asks for.
     *
     * @param id of the decision: one that is known changes nothing
     */
    public record Asked(String id, String reason, String by) {}

    /**
     * Decides about one pair; what was decided about it before is revoked. If they are one person,
     * so are all records of the two profiles.
     *
     * @throws ProblemException IDEMPOTENCY_KEY_REUSED if something else was asked under this id
     */
    public Uni<String> decidePair(Asked asked, String one, String other, boolean same) {
        return once(
                asked,
                "review %s %s %s".formatted(one, other, same),
                tx ->
                        table.link(tx, one, other)
                                .invoke(
                                        found -> {
                                            if (found.isEmpty()) {
                                                throw unknown(NO_LINK);
                                            }
                                        })
                                .chain(() -> table.aboutPair(tx, one, other, same))
                                .chain(earlier -> revokeAll(tx, earlier, asked.by()))
                                .chain(() -> profiles(tx, Set.of(one, other)))
                                .map(
                                        profiles ->
                                                same && !profiles.one(one, other)
                                                        ? profiles.merge(asked.id(), one, other)
                                                        : new Decision(
                                                                asked.id(),
                                                                same,
                                                                Set.of(one),
                                                                Set.of(other))));
    }

    /**
     * All records of two profiles are of one person.
     *
     * @throws ProblemException IDEMPOTENCY_KEY_REUSED if something else was asked under this id
     */
    public Uni<String> merge(Asked asked, String one, String other) {
        return once(
                asked,
                "merge %s %s".formatted(one, other),
                tx ->
                        profiles(tx, Set.of(one, other))
                                .map(
                                        profiles -> {
                                            if (profiles.one(one, other)) {
                                                throw new ProblemException(
                                                        CommonProblem.CONFLICT,
                                                        "they are one profile already");
                                            }
                                            return profiles.merge(asked.id(), one, other);
                                        }));
    }

    /**
     * Of a cluster these nodes are another person than all the others.
     *
     * @throws ProblemException IDEMPOTENCY_KEY_REUSED if something else was asked under this id
     */
    public Uni<String> split(Asked asked, String nodeId, Set<String> apart) {
        return once(
                asked,
                "split %s %s".formatted(nodeId, new TreeSet<>(apart)),
                tx ->
                        profiles(tx, Set.of(nodeId))
                                .map(
                                        profiles -> {
                                            Set<String> rest = profiles.with(nodeId);
                                            if (!rest.containsAll(apart)
                                                    || apart.containsAll(rest)) {
                                                throw new ProblemException(
                                                        CommonProblem.INVALID_VALUE,
                                                        "'nodes' are some, and not all,"
                                                                + " of the profile's");
                                            }
                                            rest.removeAll(apart);
                                            return new Decision(asked.id(), false, apart, rest);
                                        }));
    }

    /** The profile that each node is in now. */
    private record Profiles(Map<String, String> ofNodes) {
        boolean one(String node, String other) {
            return ofNodes.get(node).equals(ofNodes.get(other));
        }

        /** All nodes that are in the profile of this one. */
        Set<String> with(String node) {
            Set<String> all = new HashSet<>(ofNodes.keySet());
            all.removeIf(each -> !one(each, node));
            return all;
        }

        Decision merge(String id, String one, String other) {
            return new Decision(id, true, with(one), with(other));
        }
    }

    private Uni<Profiles> profiles(SqlConnection tx, Set<String> nodeIds) {
        return nodes.componentsOf(tx, nodeIds)
                .invoke(found -> requireKnown(found.keySet(), nodeIds))
                .chain(found -> nodes.nodes(tx, Set.copyOf(found.values())))
                .map(
                        all -> {
                            Map<String, String> profiles = new HashMap<>();
                            all.forEach(
                                    stored ->
                                            profiles.put(
                                                    stored.node().nodeId(),
                                                    stored.membership().profileId()));
                            return new Profiles(profiles);
                        });
    }

    public Uni<Standing> decision(String id, boolean same) {
        return resolver.pool()
                .withConnection(client -> table.standing(client, id))
                .map(
                        found ->
                                found.filter(made -> made.same() == same)
                                        .orElseThrow(() -> unknown("no such decision was made")));
    }

    /** Takes a decision back; the clusters are what they would be without it. */
    public Uni<Void> revoke(String id, boolean same, String by) {
        return resolver.alone(
                tx ->
                        table.made(tx, id)
                                .map(
                                        made ->
                                                made.filter(found -> found.same() == same)
                                                        .orElseThrow(
                                                                () ->
                                                                        unknown(
                                                                                "no such decision was made")))
                                .chain(() -> table.nodesOf(tx, id))
                                .chain(
                                        about ->
                                                revokeAll(tx, List.of(id), by)
                                                        .chain(
                                                                () ->
                                                                        nodes.componentsOf(
                                                                                tx,
                                                                                Set.copyOf(about))))
                                .chain(
                                        components ->
                                                resolver.recut(
                                                        tx, new HashSet<>(components.values()))));
    }

    /** A decision of this id that was made already is left as it is. */
    private Uni<String> once(
            Asked asked, String what, Function<SqlConnection, Uni<Decision>> decision) {
        return resolver.alone(
                tx ->
                        table.made(tx, asked.id())
                                .chain(
                                        made -> {
                                            made.ifPresent(
                                                    known -> requireSame(known, asked, what));
                                            return made.isPresent()
                                                    ? Uni.createFrom().item(asked.id())
                                                    : decision.apply(tx)
                                                            .chain(
                                                                    found ->
                                                                            decide(
                                                                                    tx, found, what,
                                                                                    asked));
                                        }));
    }

    private static void requireSame(StewardTable.Made made, Asked asked, String what) {
        boolean same =
                made.asked() == null
                        || made.asked().equals(what) && made.reason().equals(asked.reason());
        if (!same) {
            throw new ProblemException(
                    IdentityProblem.IDEMPOTENCY_KEY_REUSED, "use a new key for another decision");
        }
    }

    private Uni<Void> revokeAll(SqlConnection tx, List<String> ids, String by) {
        Uni<Void> all = Uni.createFrom().voidItem();
        for (String id : ids) {
            all = all.chain(() -> table.revoke(tx, id, by, Instant.now()));
        }
        return all;
    }

    private Uni<String> decide(SqlConnection tx, Decision decision, String what, Asked asked) {
        Set<String> about = new HashSet<>(decision.one());
        about.addAll(decision.other());
        return nodes.componentsOf(tx, about)
                .chain(
                        components -> {
                            Components together = new Components(Map.of());
                            Set<String> known = new HashSet<>(components.values());
                            if (decision.same()) {
                                known.forEach(
                                        component ->
                                                together.join(known.iterator().next(), component));
                            }
                            return table.insert(
                                            tx,
                                            decision,
                                            what,
                                            asked.reason(),
                                            asked.by(),
                                            Instant.now())
                                    .chain(() -> nodes.mergeComponents(tx, known, together))
                                    .chain(() -> resolver.recut(tx, now(known, together)))
                                    .chain(() -> requireTaken(tx, decision));
                        })
                .replaceWith(decision.id());
    }

    private static Set<String> now(Set<String> known, Components together) {
        Set<String> now = new HashSet<>();
        known.forEach(component -> now.add(together.of(component)));
        return now;
    }

    /** A merge that an earlier split stands against is refused, and nothing is kept of it. */
    private Uni<Void> requireTaken(SqlConnection tx, Decision decision) {
        if (!decision.same()) {
            return Uni.createFrom().voidItem();
        }
        Set<String> about = new HashSet<>(decision.one());
        about.addAll(decision.other());
        return nodes.componentsOf(tx, about)
                .chain(components -> nodes.nodes(tx, new HashSet<>(components.values())))
                .chain(
                        all -> {
                            long profiles =
                                    all.stream()
                                            .filter(s -> about.contains(s.node().nodeId()))
                                            .map(s -> s.membership().profileId())
                                            .distinct()
                                            .count();
                            if (profiles == 1) {
                                return Uni.createFrom().voidItem();
                            }
                            Set<String> components = new HashSet<>();
                            all.forEach(stored -> components.add(stored.component()));
                            return nodes.around(tx, components, Integer.MAX_VALUE)
                                    .map(ComponentTable.Around::decisions)
                                    .chain(
                                            found ->
                                                    Uni.createFrom()
                                                            .failure(
                                                                    new ProblemException(
                                                                            CommonProblem.CONFLICT,
                                                                            "they were decided to be"
                                                                                    + " two; revoke that"
                                                                                    + " first",
                                                                            Map.of(
                                                                                    "decisions",
                                                                                    found.stream()
                                                                                            .filter(
                                                                                                    d ->
                                                                                                            !d
                                                                                                                    .same())
                                                                                            .map(
                                                                                                    Decision
                                                                                                            ::id)
                                                                                            .sorted()
                                                                                            .toList()))));
                        });
    }

    private static void requireKnown(Set<String> known, Set<String> nodeIds) {
        if (!known.containsAll(nodeIds)) {
            throw unknown("no such node or profile is known");
        }
    }

    private static ProblemException unknown(String what) {
        return new ProblemException(CommonProblem.NOT_FOUND, what);
    }

    private Uni<String> component(SqlConnection tx, String nodeId) {
        return nodes.componentsOf(tx, Set.of(nodeId))
                .map(
                        found ->
                                Optional.ofNullable(found.get(nodeId))
                                        .orElseThrow(
                                                () -> unknown("no such node or profile is known")));
    }

    private Uni<Matching> matching(SqlConnection client) {
        return resolver.models()
                .inForce(client)
                .chain(stored -> resolver.matching(client, stored.model()));
    }

    private Uni<Map<String, Placed>> placed(SqlConnection client, Set<String> nodeIds) {
        return nodes.byId(client, nodeIds)
                .map(
                        found -> {
                            Map<String, Placed> placed = new HashMap<>();
                            found.forEach(
                                    stored ->
                                            placed.put(
                                                    stored.node().nodeId(),
                                                    new Placed(
                                                            stored.node(),
                                                            stored.membership().profileId())));
                            requireKnown(placed.keySet(), nodeIds);
                            return placed;
                        });
    }
}
