package org.purposecdp.identity.node;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;

import org.purposecdp.contracts.json.Json;
import org.purposecdp.identity.cluster.Components;
import org.purposecdp.identity.cluster.Membership;
import org.purposecdp.identity.cluster.Node;
import org.purposecdp.identity.cluster.Recut;
import org.purposecdp.identity.matching.Model;
import org.purposecdp.identity.matching.Training;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * The known nodes, and the one transaction that takes new ones in: it finds whom they meet, weighs,
 * and cuts the components that change. One at a time, so that two records of a person that arrive
 * at once meet each other.
 */
public final class Resolver {
    /** Cutting the components of so few nodes is no work for a thread of its own. */
    private static final int FEW_NODES = 10;

    private static final int COMPONENTS_AT_ONCE = 500;

    /** While one is taken in. */
    private static final int WEIGHED_AT_ONCE = 2;

    /** Each of them is compared with all the others. */
    public static final int MOST_BEARERS = 200;

    private final Pool pool;
    private final NodeTable table;
    private final KeyTable keyTable = new KeyTable();
    private final LinkTable links = new LinkTable();
    private final GenericTable generics = new GenericTable();
    private final ModelTable models = new ModelTable();
    private final Supplier<Rules> rules;
    private final ClusterEvents events;
    private final Together<Node, Weighing.Weighed> weighed =
            new Together<>(WEIGHED_AT_ONCE, this::weigh);
    private final Together<Newcomer, Void> taken = new Together<>(1, this::takeIn);
    private final Since since = new Since();
    private final Crowding crowding;
    private final Weighing weighing;
    private volatile Matching matching;

    /**
     * @param rules in force now
     */
    public Resolver(Pool pool, Supplier<Rules> rules, ClusterEvents events) {
        this(pool, rules, events, MOST_BEARERS);
    }

    /**
     * @param mostBearers of a key under which they meet
     */
    public Resolver(Pool pool, Supplier<Rules> rules, ClusterEvents events, int mostBearers) {
        this.pool = pool;
        this.table = new NodeTable(pool);
        this.crowding = new Crowding(mostBearers, keyTable, links, table);
        this.weighing = new Weighing(table, keyTable);
        this.rules = rules;
        this.events = events;
    }

    /**
     * Takes in those that are not known yet.
     *
     * @return what was kept with {@link #remember}, by nodeId; null where nothing was
     */
    public Uni<Map<String, String>> take(Collection<Node> seen) {
        if (seen.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        Set<String> ids = seen.stream().map(Node::nodeId).collect(Collectors.toSet());
        return weighed.take(List.copyOf(seen))
                .map(all -> all.of(ids))
                .call(own -> own.newcomers().isEmpty() ? nothing() : taken.take(own.newcomers()))
                .map(Weighing.Weighed::known);
    }

    /** Forgets nodes; clusters are what they would be had these never come. */
    public Uni<Void> remove(Set<String> nodeIds) {
        return alone(
                tx ->
                        table.componentsOf(tx, nodeIds)
                                .chain(
                                        found ->
                                                table.load(tx, Set.copyOf(found.values()))
                                                        .chain(
                                                                known ->
                                                                        remove(
                                                                                tx, nodeIds,
                                                                                known))));
    }

    private Uni<Void> remove(SqlConnection tx, Set<String> nodeIds, List<StoredNode> known) {
        List<Node> gone =
                known.stream()
                        .map(StoredNode::node)
                        .filter(node -> nodeIds.contains(node.nodeId()))
                        .toList();
        return models.inForce(tx)
                .chain(stored -> matching(tx, stored.model()))
                .chain(
                        by ->
                                load(tx, components(known), by)
                                        .call(() -> table.delete(tx, nodeIds, keys(gone, by)))
                                        .chain(
                                                all -> {
                                                    all.remove(nodeIds);
                                                    return store(tx, all.recut(by), all);
                                                })
                                        .chain(() -> noLongerGeneric(tx, gone, by))
                                        .chain(() -> crowding.thinned(tx, keys(gone, by), by))
                                        .chain(now -> now.isEmpty() ? nothing() : recut(tx, now)));
    }

    private static Set<Long> keys(List<Node> nodes, Matching by) {
        return nodes.stream()
                .flatMap(node -> by.blocking().keys(node.person()).keys().stream())
                .collect(Collectors.toSet());
    }

    /** Identifiers whose bearers are in conflict no more connect them again. */
    private Uni<Void> noLongerGeneric(SqlConnection tx, List<Node> gone, Matching by) {
        return generics.among(tx, Found.pseudonyms(gone))
                .chain(
                        generic ->
                                generic.isEmpty()
                                        ? nothing()
                                        : table.bearers(tx, generic)
                                                .chain(
                                                        left ->
                                                                connectAgain(
                                                                        tx, generic, left, by)));
    }

    private Uni<Void> connectAgain(
            SqlConnection tx, Set<String> generic, List<StoredNode> bearers, Matching by) {
        List<Node> nodes = bearers.stream().map(StoredNode::node).toList();
        Set<String> specific = new HashSet<>(generic);
        specific.removeAll(by.generic().among(nodes, generic));
        if (specific.isEmpty()) {
            return nothing();
        }
        Components together = new Components(Map.of());
        Map<String, String> first = new HashMap<>();
        for (StoredNode bearer : bearers) {
            for (String pseudonym : bearer.node().pseudonyms()) {
                if (specific.contains(pseudonym)) {
                    together.join(
                            first.computeIfAbsent(pseudonym, any -> bearer.component()),
                            bearer.component());
                }
            }
        }
        Set<String> known = components(bearers);
        Set<String> now = known.stream().map(together::of).collect(Collectors.toSet());
        return generics.delete(tx, specific)
                .chain(() -> table.mergeComponents(tx, known, together))
                .chain(() -> recut(tx, now));
    }

    private static Set<String> components(List<StoredNode> nodes) {
        return nodes.stream().map(StoredNode::component).collect(Collectors.toSet());
    }

    /** Keeps a text with each of these nodes. */
    Uni<Void> remember(Map<String, String> texts) {
        return texts.isEmpty() ? Uni.createFrom().voidItem() : table.remember(texts);
    }

    /** Puts a model in force: all links are found anew, and all clusters cut again. */
    public Uni<Void> adopt(Model model, Training.Progress progress) {
        return alone(
                tx ->
                        models.store(tx, model)
                                .chain(() -> models.inForce(tx))
                                .chain(
                                        stored ->
                                                models.force(
                                                        tx,
                                                        new InForce(
                                                                stored.rulesVersion(),
                                                                stored.rules(),
                                                                model.version())))
                                .chain(() -> matching(tx, model.version()))
                                .chain(by -> new Rebuild(this, by, progress).run(tx)));
    }

    /** Cuts everything again if the rules in force are others than it was cut by. */
    public Uni<Void> applyRules() {
        return alone(
                tx -> models.inForce(tx).chain(stored -> byRules(tx, stored)).replaceWithVoid());
    }

    /**
     * How many keys of new nodes found nobody since they are too common and nothing narrows them
     * down: when it grows much faster than the nodes do, learn a model.
     */
    public long keysLeftOut() {
        return weighing.keysLeftOut();
    }

    NodeTable table() {
        return table;
    }

    KeyTable keyTable() {
        return keyTable;
    }

    Crowding crowding() {
        return crowding;
    }

    LinkTable links() {
        return links;
    }

    GenericTable generics() {
        return generics;
    }

    ModelTable models() {
        return models;
    }

    Pool pool() {
        return pool;
    }

    /** Runs alone: whatever connects or cuts nodes waits for it. */
    <T> Uni<T> alone(Function<SqlConnection, Uni<T>> work) {
        return transaction(tx -> table.lock(tx).chain(() -> work.apply(tx)));
    }

    private <T> Uni<T> transaction(Function<SqlConnection, Uni<T>> work) {
        return pool.withTransaction(work).invoke(events::committed);
    }

    /** By what is matched and cut now; reads the model if it is a new one. */
    Uni<Matching> matching(SqlClient client, String modelVersion) {
        Rules now = rules.get();
        Matching last = matching;
        if (last != null && last.is(now.rules(), modelVersion)) {
            return Uni.createFrom().item(last);
        }
        return model(client, modelVersion)
                .map(model -> Matching.of(now.rules(), model))
                .invoke(made -> matching = made);
    }

    /**
     * @param version null for the one that is shipped
     */
    Uni<Model> model(SqlClient client, String version) {
        return version == null || version.equals(Matching.SHIPPED_VERSION)
                ? Uni.createFrom().item(Matching.SHIPPED)
                : models.model(client, version);
    }

    /** What takes in must not go by older rules than others did. */
    private Uni<InForce> byRules(SqlConnection tx, InForce stored) {
        Rules now = rules.get();
        String text = new String(Json.bytes(now.rules()), UTF_8);
        if (stored.rulesVersion() > now.version()) {
            return Uni.createFrom()
                    .failure(
                            new IllegalStateException(
                                    "policy %d is not here yet".formatted(stored.rulesVersion())));
        }
        if (text.equals(stored.rules())) {
            return Uni.createFrom().item(stored);
        }
        InForce forced = new InForce(now.version(), text, stored.model());
        return models.force(tx, forced)
                .chain(() -> stored.rules() == null ? nothing() : recutByRules(tx, forced))
                .replaceWith(forced);
    }

    /** Other rules make other identifiers generic, too. */
    private Uni<Void> recutByRules(SqlConnection tx, InForce forced) {
        return matching(tx, forced.model())
                .chain(
                        by ->
                                generics.all(tx)
                                        .chain(
                                                generic ->
                                                        table.bearers(tx, generic)
                                                                .chain(
                                                                        bearers ->
                                                                                connectAgain(
                                                                                        tx, generic,
                                                                                        bearers,
                                                                                        by))))
                .chain(() -> recutAll(tx));
    }

    private static Uni<Void> nothing() {
        return Uni.createFrom().voidItem();
    }

    /** Cuts every component again, some at a time. */
    Uni<Void> recutAll(SqlConnection tx) {
        AtomicReference<String> last = new AtomicReference<>("");
        return Multi.createBy()
                .repeating()
                .uni(
                        () ->
                                table.components(tx, last.get(), COMPONENTS_AT_ONCE)
                                        .call(found -> recutSome(tx, found, last)))
                .whilst(found -> !found.isEmpty())
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Void> recutSome(
            SqlConnection tx, List<String> components, AtomicReference<String> last) {
        if (components.isEmpty()) {
            return nothing();
        }
        last.set(components.get(components.size() - 1));
        return recut(tx, Set.copyOf(components));
    }

    /**
     * Weighs new nodes with the known ones, before anything waits for them: many do so at once.
     * What comes after is weighed in the transaction that takes them in.
     */
    private Uni<Weighing.Weighed> weigh(List<Node> seen) {
        Map<String, Node> distinct = new LinkedHashMap<>();
        seen.forEach(node -> distinct.merge(node.nodeId(), node, Resolver::older));
        List<Node> nodes = List.copyOf(distinct.values());
        return pool.withConnection(
                connection -> {
                    Matching last = matching;
                    return last != null
                            ? weighing.weigh(connection, nodes, last)
                            : models.inForce(connection)
                                    .chain(stored -> matching(connection, stored.model()))
                                    .chain(by -> weighing.weigh(connection, nodes, by));
                });
    }

    private Uni<Void> takeIn(List<Newcomer> newcomers) {
        Map<String, Newcomer> distinct = new LinkedHashMap<>();
        newcomers.forEach(one -> distinct.merge(one.node().nodeId(), one, Newcomer::older));
        return transaction(tx -> takeIn(tx, List.copyOf(distinct.values())));
    }

    private Uni<Void> takeIn(SqlConnection tx, List<Newcomer> newcomers) {
        Set<String> ids = new HashSet<>();
        Set<String> pseudonyms = new HashSet<>();
        Set<String> weighed = new HashSet<>();
        for (Newcomer newcomer : newcomers) {
            ids.add(newcomer.node().nodeId());
            pseudonyms.addAll(newcomer.node().pseudonyms());
            weighed.addAll(newcomer.near().keySet());
        }
        Set<Long> asked = new HashSet<>();
        newcomers.forEach(newcomer -> asked.addAll(newcomer.keys()));
        long upTo = newcomers.stream().mapToLong(Newcomer::upTo).min().orElse(0);
        // Sent together: what follows the lock waits for it in the store, and sees what it guards.
        return Uni.combine()
                .all()
                .unis(
                        table.lock(tx),
                        table.before(tx, ids, pseudonyms, weighed, asked),
                        table.since(tx, upTo, Since.MOST + 1))
                .asTuple()
                .chain(
                        all -> {
                            NodeTable.Before before = all.getItem2();
                            return byRules(tx, before.inForce())
                                    .chain(forced -> matching(tx, forced.model()))
                                    .chain(
                                            by ->
                                                    holds(newcomers, before.crowded(), by)
                                                            ? found(
                                                                            tx,
                                                                            newcomers,
                                                                            before,
                                                                            upTo,
                                                                            all.getItem3(),
                                                                            by)
                                                                    .chain(
                                                                            found ->
                                                                                    takeIn(
                                                                                            tx,
                                                                                            found,
                                                                                            before
                                                                                                    .crowded(),
                                                                                            by))
                                                            : again(tx, newcomers, by));
                        });
    }

    /**
     * @param after who came since the number, or the first of them
     */
    private Uni<Found> found(
            SqlConnection tx,
            List<Newcomer> newcomers,
            NodeTable.Before before,
            long upTo,
            List<Candidate> after,
            Matching by) {
        if (after.size() > Since.MOST) {
            return keyTable.met(
                            tx,
                            newcomers.stream().map(one -> one.open(before.crowded())).toList(),
                            upTo,
                            Long.MAX_VALUE)
                    .emitOn(Infrastructure.getDefaultWorkerPool())
                    .map(met -> Found.of(newcomers, before, met));
        }
        Uni<Found> found =
                Uni.createFrom()
                        .item(
                                () ->
                                        Found.of(
                                                newcomers,
                                                before,
                                                since.met(newcomers, after, before.crowded(), by)));
        return after.size() <= FEW_NODES
                ? found
                : found.runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
    }

    /** They were weighed by what is in force, and under all keys that are not crowded now. */
    private static boolean holds(List<Newcomer> newcomers, Set<Long> crowded, Matching by) {
        return newcomers.stream()
                .allMatch(
                        one ->
                                by.is(one.by().rules(), one.by().modelVersion())
                                        && crowded.containsAll(one.crowded()));
    }

    private Uni<Void> again(SqlConnection tx, List<Newcomer> newcomers, Matching by) {
        return weighing.weigh(tx, newcomers.stream().map(Newcomer::node).toList(), by)
                .chain(
                        weighed ->
                                weighed.newcomers().isEmpty()
                                        ? nothing()
                                        : takeIn(tx, weighed.newcomers()));
    }

    private Uni<Void> takeIn(SqlConnection tx, Found found, Set<Long> crowded, Matching by) {
        return found.newcomers().isEmpty()
                ? nothing()
                : crowding.by(tx, found.newcomers(), crowded, by)
                        .chain(crowd -> takeIn(tx, found, crowd, by));
    }

    private Uni<Void> takeIn(SqlConnection tx, Found found, Crowding.Crowd crowd, Matching by) {
        boolean few = found.newcomers().size() <= FEW_NODES;
        Uni<Met> weighed = Uni.createFrom().item(() -> Met.of(found, crowd.keys(), by.scorer()));
        return (few ? weighed : weighed.runSubscriptionOn(Infrastructure.getDefaultWorkerPool()))
                .chain(
                        met -> {
                            Set<String> known = new HashSet<>(found.byPseudonym().values());
                            known.addAll(met.components());
                            known.addAll(crowd.components());
                            Uni<Stored> loaded = load(tx, known, by);
                            return (few
                                            ? loaded
                                            : loaded.emitOn(Infrastructure.getDefaultWorkerPool()))
                                    .chain(stored -> write(tx, found, met, known, stored, by));
                        });
    }

    private Uni<Void> write(
            SqlConnection tx, Found found, Met met, Set<String> known, Stored stored, Matching by) {
        since.remember(found.newcomers());
        Components components = new Components(found.byPseudonym());
        components.addAll(found.nodes(), found.generic());
        met.connect(components);
        Set<String> turned = stored.add(found, met.matches(), by);
        Recut recut = stored.recut(by);
        return Uni.join()
                .all(
                        table.mergeComponents(tx, known, components),
                        table.insert(tx, found, recut.memberships(), components),
                        links.insert(tx, met.links(), by.modelVersion(), stored.between(recut)),
                        generics.insert(tx, turned),
                        store(tx, recut, stored))
                .andFailFast()
                .replaceWithVoid();
    }

    /** Cuts these components again, and stores what changed. */
    Uni<Void> recut(SqlConnection tx, Set<String> components) {
        return models.inForce(tx)
                .chain(stored -> matching(tx, stored.model()))
                .chain(
                        by ->
                                load(tx, components, by)
                                        .emitOn(Infrastructure.getDefaultWorkerPool())
                                        .chain(
                                                all ->
                                                        generics.insert(tx, all.turned(by))
                                                                .chain(
                                                                        () ->
                                                                                store(
                                                                                        tx,
                                                                                        all.recut(
                                                                                                by),
                                                                                        all))));
    }

    private Uni<Void> store(SqlConnection tx, Recut recut, Stored stored) {
        Map<String, Membership> moved = new HashMap<>(recut.memberships());
        moved.keySet().retainAll(stored.before().keySet());
        return Uni.join()
                .all(
                        table.move(tx, moved),
                        links.openOrClose(tx, moved.keySet()),
                        table.storeClusters(tx, recut.states()),
                        events.append(tx, recut.states()))
                .andFailFast()
                .replaceWithVoid();
    }

    /** What the store knows of these components. */
    Uni<Stored> load(SqlConnection tx, Set<String> components, Matching by) {
        if (components.isEmpty()) {
            return Uni.createFrom().item(Stored.nothing());
        }
        return Uni.combine()
                .all()
                .unis(
                        table.load(tx, components),
                        table.around(tx, components, by.model().thresholds().match()))
                .with(
                        (nodes, around) ->
                                new Stored(
                                        nodes,
                                        around.links(),
                                        around.decisions(),
                                        around.versions()));
    }

    static Node older(Node one, Node other) {
        return other.receivedAt().isBefore(one.receivedAt()) ? other : one;
    }
}
