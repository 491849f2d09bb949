package org.purposecdp.identity.node;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;

import org.purposecdp.contracts.identifier.IdentityRules;
import org.purposecdp.identity.cluster.Components;
import org.purposecdp.identity.cluster.Decision;
import org.purposecdp.identity.cluster.Evidence;
import org.purposecdp.identity.cluster.Membership;
import org.purposecdp.identity.cluster.Node;
import org.purposecdp.identity.cluster.Recut;
import org.purposecdp.identity.matching.Link;
import org.purposecdp.identity.matching.Model;

/**
 * The known nodes, and the one transaction that takes new ones in: it finds whom they meet, weighs,
 * and cuts the components that change. One at a time, so that two records of a person that arrive
 * at once meet each other.
 */
public final class Resolver {
    /** Weighing so few pairs is no work for a thread of its own. */
    private static final int FEW_PAIRS = 200;

    private final Pool pool;
    private final NodeTable table;
    private final Supplier<IdentityRules> rules;
    private final ClusterEvents events;
    private volatile Matching matching;

    /**
     * @param rules in force now
     */
    public Resolver(Pool pool, Supplier<IdentityRules> rules, ClusterEvents events) {
        this.pool = pool;
        this.table = new NodeTable(pool);
        this.rules = rules;
        this.events = events;
    }

    /**
     * Takes in those that are not known yet.
     *
     * @return what was kept with {@link #remember}, by nodeId; null where nothing was
     */
    public Uni<Map<String, String>> take(Collection<Node> seen) {
        Map<String, Node> distinct = new LinkedHashMap<>();
        seen.forEach(node -> distinct.merge(node.nodeId(), node, Resolver::older));
        return table.known(distinct.keySet())
                .call(
                        known -> {
                            distinct.keySet().removeAll(known.keySet());
                            return distinct.isEmpty()
                                    ? Uni.createFrom().voidItem()
                                    : alone(tx -> takeIn(tx, distinct));
                        });
    }

    /** Keeps a text with each of these nodes. */
    Uni<Void> remember(Map<String, String> texts) {
        return texts.isEmpty() ? Uni.createFrom().voidItem() : table.remember(texts);
    }

    NodeTable table() {
        return table;
    }

    /** Puts a model in force. */
    public Uni<Void> adopt(Model model) {
        return alone(tx -> table.store(tx, model).chain(() -> table.force(tx, model.version())));
    }

    /** Runs alone: whatever connects or cuts nodes waits for it. */
    <T> Uni<T> alone(Function<SqlConnection, Uni<T>> work) {
        return pool.withTransaction(tx -> table.lock(tx).chain(() -> work.apply(tx)))
                .invoke(events::committed);
    }

    /** By what is matched and cut now. */
    Uni<Matching> matching(SqlClient client) {
        return table.modelInForce(client)
                .chain(
                        version -> {
                            Matching now = matching;
                            if (now != null
                                    && now.rules().equals(rules.get())
                                    && (version == null || now.modelVersion().equals(version))) {
                                return Uni.createFrom().item(now);
                            }
                            Uni<Model> model =
                                    version == null
                                            ? Uni.createFrom().item(Model.usual())
                                            : table.model(client, version);
                            return model.map(found -> Matching.of(rules.get(), found))
                                    .invoke(made -> matching = made);
                        });
    }

    private Uni<Void> takeIn(SqlConnection tx, Map<String, Node> unknown) {
        return Uni.combine()
                .all()
                .unis(matching(tx), table.known(tx, unknown.keySet()))
                .asTuple()
                .chain(
                        found -> {
                            unknown.keySet().removeAll(found.getItem2().keySet());
                            return unknown.isEmpty()
                                    ? Uni.createFrom().voidItem()
                                    : find(tx, List.copyOf(unknown.values()), found.getItem1());
                        });
    }

    private Uni<Void> find(SqlConnection tx, List<Node> fresh, Matching by) {
        List<Set<Long>> keys =
                fresh.stream().map(node -> by.blocking().keys(node.person()).keys()).toList();
        Set<String> pseudonyms = new HashSet<>();
        fresh.forEach(node -> pseudonyms.addAll(node.pseudonyms()));
        return Uni.combine()
                .all()
                .unis(
                        table.candidates(tx, keys),
                        table.components(tx, pseudonyms),
                        table.generic(tx, pseudonyms))
                .asTuple()
                .chain(
                        found ->
                                weigh(fresh, keys, found.getItem1(), by)
                                        .chain(
                                                met ->
                                                        cut(
                                                                tx,
                                                                new Fresh(
                                                                        fresh,
                                                                        keys,
                                                                        met,
                                                                        found.getItem2(),
                                                                        found.getItem3()),
                                                                by)));
    }

    private static Uni<Met> weigh(
            List<Node> fresh,
            List<Set<Long>> keys,
            Map<Integer, List<Candidate>> candidates,
            Matching by) {
        Uni<Met> met = Uni.createFrom().item(() -> Met.of(fresh, keys, candidates, by.scorer()));
        return Met.pairs(keys, candidates) <= FEW_PAIRS
                ? met
                : met.runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
    }

    /**
     * New nodes, and what is known of whom they meet.
     *
     * @param byPseudonym component of the known nodes that bear one of their identifiers
     * @param generic those of their pseudonyms that say nothing
     */
    private record Fresh(
            List<Node> nodes,
            List<Set<Long>> keys,
            Met met,
            Map<String, String> byPseudonym,
            Set<String> generic) {

        Set<String> components() {
            Set<String> components = new HashSet<>(byPseudonym.values());
            components.addAll(met.components());
            return components;
        }
    }

    private Uni<Void> cut(SqlConnection tx, Fresh fresh, Matching by) {
        Components components = new Components(fresh.byPseudonym());
        components.addAll(fresh.nodes(), fresh.generic());
        fresh.met().connect(components);
        Set<String> known = fresh.components();
        return load(tx, known, by)
                .chain(
                        stored -> {
                            Stored all = stored.with(fresh.nodes(), fresh.met().matches());
                            all.generic().addAll(fresh.generic());
                            Set<String> asked = new HashSet<>();
                            fresh.nodes().forEach(node -> asked.addAll(node.pseudonyms()));
                            asked.removeAll(fresh.generic());
                            Set<String> turned = by.generic().among(all.nodes().values(), asked);
                            all.generic().addAll(turned);
                            return recut(tx, all, by)
                                    .chain(
                                            recut ->
                                                    write(
                                                            tx,
                                                            fresh,
                                                            known,
                                                            components,
                                                            turned,
                                                            all,
                                                            recut,
                                                            by));
                        });
    }

    private Uni<Void> write(
            SqlConnection tx,
            Fresh fresh,
            Set<String> known,
            Components components,
            Set<String> turned,
            Stored all,
            Recut recut,
            Matching by) {
        return Uni.join()
                .all(
                        table.mergeComponents(tx, known, components),
                        table.insert(
                                tx, fresh.nodes(), fresh.keys(), recut.memberships(), components),
                        table.insertIdentifiers(tx, fresh.nodes()),
                        table.insertLinks(tx, fresh.met().links(), by.modelVersion()),
                        table.insertGeneric(tx, turned),
                        store(tx, recut, all.before()))
                .andFailFast()
                .replaceWithVoid();
    }

    /** Cuts these components again, and stores what changed. */
    Uni<Void> recut(SqlConnection tx, Set<String> components) {
        return matching(tx)
                .chain(
                        by ->
                                load(tx, components, by)
                                        .chain(
                                                all ->
                                                        recut(tx, all, by)
                                                                .chain(
                                                                        recut ->
                                                                                store(
                                                                                        tx,
                                                                                        recut,
                                                                                        all
                                                                                                .before()))));
    }

    private Uni<Recut> recut(SqlConnection tx, Stored all, Matching by) {
        return table.clusterVersions(tx, all.nodes().keySet())
                .map(versions -> Recut.of(by.cut(), all.evidence(), all.before(), versions));
    }

    private Uni<Void> store(SqlConnection tx, Recut recut, Map<String, Membership> before) {
        Map<String, Membership> moved = new HashMap<>(recut.memberships());
        moved.keySet().retainAll(before.keySet());
        return Uni.join()
                .all(
                        table.move(tx, moved),
                        table.storeClusters(tx, recut.states()),
                        events.append(tx, recut.states()))
                .andFailFast()
                .replaceWithVoid();
    }

    /** What the store knows of some components. */
    private record Stored(
            Map<String, Node> nodes,
            Map<String, Membership> before,
            Set<String> generic,
            List<Link> links,
            List<Decision> decisions) {

        static Stored nothing() {
            return new Stored(
                    new HashMap<>(), Map.of(), new HashSet<>(), new ArrayList<>(), List.of());
        }

        Stored with(List<Node> fresh, List<Link> more) {
            fresh.forEach(node -> nodes.put(node.nodeId(), node));
            links.addAll(more);
            return this;
        }

        Evidence evidence() {
            return new Evidence(nodes.values(), links, decisions, generic);
        }
    }

    private Uni<Stored> load(SqlConnection tx, Set<String> components, Matching by) {
        if (components.isEmpty()) {
            return Uni.createFrom().item(Stored.nothing());
        }
        return Uni.combine()
                .all()
                .unis(
                        table.load(tx, components),
                        table.links(tx, components, by.model().thresholds().match()),
                        table.decisions(tx, components))
                .with(
                        (nodes, links, decisions) -> {
                            Map<String, Node> byId = new HashMap<>();
                            Map<String, Membership> before = new HashMap<>();
                            Set<String> generic = new HashSet<>();
                            for (StoredNode stored : nodes) {
                                byId.put(stored.node().nodeId(), stored.node());
                                before.put(stored.node().nodeId(), stored.membership());
                                generic.addAll(stored.generic());
                            }
                            return new Stored(byId, before, generic, links, decisions);
                        });
    }

    private static Node older(Node one, Node other) {
        return other.receivedAt().isBefore(one.receivedAt()) ? other : one;
    }
}
