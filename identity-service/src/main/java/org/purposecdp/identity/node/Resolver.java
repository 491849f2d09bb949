package org.purposecdp.identity.node;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import org.jboss.logging.Logger;

import org.purposecdp.contracts.json.Json;
import org.purposecdp.identity.cluster.Components;
import org.purposecdp.identity.cluster.Membership;
import org.purposecdp.identity.cluster.Node;
import org.purposecdp.identity.cluster.Recut;
import org.purposecdp.identity.matching.Model;
import org.purposecdp.identity.matching.Training;
import org.purposecdp.kit.problem.CommonProblem;
import org.purposecdp.kit.problem.ProblemException;
import org.purposecdp.kit.work.Workers;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * The known nodes. Whatever connects or cuts them runs alone, in a transaction that cuts the
 * components that change.
 */
public final class Resolver {
    private static final Logger LOG = Logger.getLogger(Resolver.class);

    private static final int COMPONENTS_AT_ONCE = 500;

    /** Each of them is compared with all the others. */
    public static final int MOST_BEARERS = 200;

    /**
     * Who works for this one waits for a lock, or for a place in {@link Together}: they are few.
     */
    private static final int MOST_WAITING = 1_000;

    private final Pool pool;
    private final Workers workers = new Workers("cdp-matching", MOST_WAITING);
    private final NodeTable table;
    private final ComponentTable componentTable = new ComponentTable();
    private final KeyTable keyTable = new KeyTable();
    private final LinkTable links = new LinkTable();
    private final GenericTable generics = new GenericTable();
    private final ModelTable models = new ModelTable();
    private final BarTable bars = new BarTable();
    private final Supplier<Rules> rules;
    private final ClusterEvents events;
    private final Crowding crowding;
    private final Weighing weighing;
    private final Arrivals arrivals;
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
        this.crowding = new Crowding(mostBearers, keyTable, links, componentTable, workers);
        this.weighing = new Weighing(keyTable, workers);
        this.arrivals = new Arrivals(this, weighing);
        this.rules = rules;
        this.events = events;
    }

    /** Takes in those that are not known yet. */
    public Uni<Void> take(Collection<Node> seen) {
        return arrivals.take(seen);
    }

    /**
     * What may be kept of match fields that are stored.
     *
     * @see Coverage#left
     */
    interface Fitting {
        Coverage.Fields of(Node node, Coverage.Fields stored);
    }

    /** Keeps match fields that known nodes lack. */
    Uni<Void> bring(Collection<Node> lacking) {
        Map<String, Coverage.Fields> brought = new HashMap<>();
        lacking.forEach(
                node ->
                        brought.put(
                                node.nodeId(), new Coverage.Fields(node.person(), node.kept())));
        return refit(brought.keySet(), (node, stored) -> brought.get(node.nodeId()));
    }

    /**
     * Keeps of these nodes' match fields what fits and what their marks let through, and has them
     * found by what is left.
     */
    Uni<Void> refit(Set<String> nodeIds, Fitting fitting) {
        return alone(tx -> new Refit(this).run(tx, nodeIds, fitting))
                .chain(cut -> bars.done(pool, cut));
    }

    /**
     * Cuts by marks that were not cut by yet.
     *
     * @return how many
     */
    public Uni<Integer> applyMarks(int most) {
        return bars.due(pool, most)
                .chain(
                        due ->
                                due.isEmpty()
                                        ? Uni.createFrom().item(0)
                                        : refit(due, (node, stored) -> stored)
                                                .replaceWith(due.size()));
    }

    /** Forgets nodes; clusters are what they would be had these never come. */
    public Uni<Void> remove(Set<String> nodeIds) {
        return alone(
                tx ->
                        componentTable
                                .componentsOf(tx, nodeIds)
                                .chain(
                                        found ->
                                                componentTable
                                                        .nodes(tx, Set.copyOf(found.values()))
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
                                workers.run(() -> keys(gone, by))
                                        .chain(keys -> remove(tx, nodeIds, known, gone, keys, by)));
    }

    private Uni<Void> remove(
            SqlConnection tx,
            Set<String> nodeIds,
            List<StoredNode> known,
            List<Node> gone,
            Set<Long> keys,
            Matching by) {
        return load(tx, components(known), by)
                .call(() -> table.delete(tx, nodeIds, keys))
                .call(() -> bars.forget(tx, nodeIds))
                .invoke(all -> all.remove(nodeIds))
                .chain(
                        all ->
                                workers.run(() -> all.recut(by))
                                        .chain(recut -> store(tx, recut, all)))
                .chain(() -> noLongerGeneric(tx, gone, by))
                .chain(() -> crowding.thinned(tx, keys, by))
                .chain(now -> now.isEmpty() ? nothing() : recut(tx, now));
    }

    static Set<Long> keys(List<Node> nodes, Matching by) {
        return nodes.stream()
                .flatMap(node -> by.blocking().keys(node.person()).keys().stream())
                .collect(Collectors.toSet());
    }

    /** Identifiers whose bearers are in conflict no more connect them again. */
    Uni<Void> noLongerGeneric(SqlConnection tx, List<Node> gone, Matching by) {
        return generics.among(tx, Found.pseudonyms(gone))
                .chain(
                        generic ->
                                generic.isEmpty()
                                        ? nothing()
                                        : componentTable
                                                .bearers(tx, generic)
                                                .chain(
                                                        left ->
                                                                connectAgain(
                                                                        tx, generic, left, by)));
    }

    private Uni<Void> connectAgain(
            SqlConnection tx, Set<String> generic, List<StoredNode> bearers, Matching by) {
        return workers.run(() -> specific(generic, bearers, by))
                .chain(
                        specific ->
                                specific.isEmpty()
                                        ? nothing()
                                        : connectAgain(tx, specific, bearers));
    }

    private static Set<String> specific(
            Set<String> generic, List<StoredNode> bearers, Matching by) {
        List<Node> nodes = bearers.stream().map(StoredNode::node).toList();
        Set<String> specific = new HashSet<>(generic);
        specific.removeAll(by.generic().among(nodes, generic));
        return specific;
    }

    private Uni<Void> connectAgain(
            SqlConnection tx, Set<String> specific, List<StoredNode> bearers) {
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
                .chain(() -> componentTable.mergeComponents(tx, known, together))
                .chain(() -> recut(tx, now, specific));
    }

    private static Set<String> components(List<StoredNode> nodes) {
        return nodes.stream().map(StoredNode::component).collect(Collectors.toSet());
    }

    /** Puts a model in force: all links are found anew, and all clusters cut again. */
    public Uni<Void> adopt(Model model, Training.Progress progress) {
        return alone(
                tx ->
                        models.store(tx, model)
                                .chain(() -> models.inForce(tx))
                                .map(stored -> stored.withModel(model.version()))
                                .chain(
                                        forced ->
                                                models.force(tx, forced)
                                                        .chain(
                                                                () ->
                                                                        findAnew(
                                                                                tx, forced,
                                                                                progress))));
    }

    /** Cuts everything again if the rules in force are others than it was cut by. */
    public Uni<Void> applyRules() {
        return alone(tx -> nothing());
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

    ComponentTable componentTable() {
        return componentTable;
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

    BarTable bars() {
        return bars;
    }

    ModelTable models() {
        return models;
    }

    Pool pool() {
        return pool;
    }

    /** Whatever weighs or cuts more than a few nodes is theirs. */
    Workers workers() {
        return workers;
    }

    /**
     * Runs alone: whatever connects or cuts nodes waits for it. By the newest rules, or not at all.
     */
    <T> Uni<T> alone(Function<SqlConnection, Uni<T>> work) {
        return transaction(
                tx ->
                        table.lock(tx)
                                .chain(() -> models.inForce(tx))
                                .chain(stored -> byNewest(tx, stored))
                                .chain(() -> work.apply(tx)));
    }

    <T> Uni<T> transaction(Function<SqlConnection, Uni<T>> work) {
        return pool.withTransaction(work).onFailure(MarkedMeanwhile.class).retry().indefinitely();
    }

    /** By what is matched and cut now; reads the model if it is a new one. */
    Uni<Matching> matching(SqlClient client, String modelVersion) {
        Rules now = rules.get();
        Matching last = matching;
        if (last != null && last.is(now.rules(), modelVersion)) {
            return Uni.createFrom().item(last);
        }
        return model(client, modelVersion)
                .chain(model -> workers.run(() -> Matching.of(now.rules(), model)))
                .invoke(made -> matching = made);
    }

    /** By what was matched last; whether that is in force is known only when one runs alone. */
    Uni<Matching> lastMatching(SqlClient client) {
        Matching last = matching;
        return last != null
                ? Uni.createFrom().item(last)
                : models.inForce(client).chain(stored -> matching(client, stored.model()));
    }

    /**
     * @param version null for the one that is shipped
     */
    Uni<Model> model(SqlClient client, String version) {
        return version == null || version.equals(Matching.SHIPPED_VERSION)
                ? Uni.createFrom().item(Matching.SHIPPED)
                : models.model(client, version);
    }

    /** What takes in must not go by older rules, or older code, than others did. */
    Uni<InForce> byNewest(SqlConnection tx, InForce stored) {
        Rules now = rules.get();
        String text = new String(Json.bytes(now.rules()), UTF_8);
        if (stored.matching() > Matching.VERSION) {
            return notReady("a newer identity-service matches by now: stop this one");
        }
        if (stored.rulesVersion() > now.version()) {
            return notReady("policy %d is not here yet".formatted(stored.rulesVersion()));
        }
        boolean sameRules = text.equals(stored.rules());
        boolean sameMatching = stored.matching() == Matching.VERSION;
        if (sameRules && sameMatching) {
            return Uni.createFrom().item(stored);
        }
        InForce forced =
                sameRules
                        ? new InForce(
                                stored.rulesVersion(),
                                stored.rules(),
                                stored.model(),
                                Matching.VERSION)
                        : new InForce(now.version(), text, stored.model(), Matching.VERSION);
        boolean anew = !sameMatching && stored.rules() != null;
        if (anew) {
            LOG.infof(
                    "what version %d of matching found is found anew by version %d; records wait",
                    stored.matching(), Matching.VERSION);
        }
        return models.force(tx, forced)
                .chain(
                        () ->
                                sameRules || stored.rules() == null
                                        ? nothing()
                                        : recutByRules(tx, forced))
                .chain(() -> anew ? findAnew(tx, forced, logged()) : nothing())
                .replaceWith(forced);
    }

    private static <T> Uni<T> notReady(String why) {
        LOG.warnf("not taking in: %s", why);
        return Uni.createFrom()
                .failure(new ProblemException(CommonProblem.NOT_READY, why).withRetryAfter(2));
    }

    /** Every tenth. */
    private static Training.Progress logged() {
        AtomicInteger last = new AtomicInteger();
        return (step, done) -> {
            int tenths = (int) (done * 10);
            if (last.getAndSet(tenths) != tenths) {
                LOG.infof("%s: %d %%", step, tenths * 10);
            }
        };
    }

    private Uni<Void> findAnew(SqlConnection tx, InForce forced, Training.Progress progress) {
        return matching(tx, forced.model()).chain(by -> new Rebuild(this, by, progress).run(tx));
    }

    /** Other rules make other identifiers generic, too. */
    private Uni<Void> recutByRules(SqlConnection tx, InForce forced) {
        return matching(tx, forced.model())
                .chain(
                        by ->
                                generics.all(tx)
                                        .chain(
                                                generic ->
                                                        componentTable
                                                                .bearers(tx, generic)
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
                                componentTable
                                        .components(tx, last.get(), COMPONENTS_AT_ONCE)
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
        // Whoever is marked meanwhile is cut again after it: all would begin anew for each of them.
        return cutAgain(tx, Set.copyOf(components), Set.of()).replaceWithVoid();
    }

    /** Cuts these components again, and stores what changed. */
    Uni<Void> recut(SqlConnection tx, Set<String> components) {
        return recut(tx, components, Set.of());
    }

    /**
     * @param specific identifiers of theirs that stand for nobody no longer
     */
    private Uni<Void> recut(SqlConnection tx, Set<String> components, Set<String> specific) {
        return cutAgain(tx, components, specific)
                .chain(
                        all ->
                                bars.requireSame(
                                        tx,
                                        all.before().keySet(),
                                        all.barredBefore(),
                                        Set.of(),
                                        Set.of()));
    }

    private Uni<Stored> cutAgain(SqlConnection tx, Set<String> components, Set<String> specific) {
        return models.inForce(tx)
                .chain(stored -> matching(tx, stored.model()))
                .chain(
                        by ->
                                load(tx, components, by)
                                        .invoke(all -> all.specific(specific))
                                        .call(all -> cutAgain(tx, all, by)));
    }

    /**
     * @param turned identifiers that stand for nobody since now
     */
    private record Again(Set<String> turned, Recut recut) {
        static Again of(Stored all, Matching by) {
            Set<String> turned = all.turned(by);
            return new Again(turned, all.recut(by));
        }
    }

    private Uni<Void> cutAgain(SqlConnection tx, Stored all, Matching by) {
        return workers.run(() -> Again.of(all, by))
                .chain(
                        again ->
                                generics.insert(tx, again.turned())
                                        .chain(() -> store(tx, again.recut(), all)));
    }

    Uni<Void> store(SqlConnection tx, Recut recut, Stored stored) {
        Map<String, Membership> moved = new HashMap<>(recut.memberships());
        moved.keySet().retainAll(stored.before().keySet());
        return Uni.join()
                .all(
                        table.move(tx, moved),
                        links.openOrClose(tx, moved.keySet()),
                        table.storeClusters(tx, recut.states()),
                        table.storeFull(tx, recut.full()),
                        events.append(tx, recut.states()))
                .andFailFast()
                .replaceWithVoid();
    }

    /** What the store knows of these components. */
    Uni<Stored> load(SqlConnection tx, Set<String> components, Matching by) {
        return components.isEmpty()
                ? Uni.createFrom().item(Stored.nothing())
                : componentTable
                        .load(tx, components, by.model().thresholds().match())
                        .map(Stored::of);
    }

    /** What it knows of the components of these nodes, and of who bears these identifiers. */
    Uni<Stored> connected(
            SqlConnection tx, Set<String> nodeIds, Set<String> pseudonyms, Matching by) {
        return componentTable
                .connected(tx, nodeIds, pseudonyms, by.model().thresholds().match())
                .map(Stored::of);
    }
}
