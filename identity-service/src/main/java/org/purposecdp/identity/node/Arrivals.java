package org.purposecdp.identity.node;

import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

import io.smallrye.mutiny.CompositeException;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.pgclient.PgException;

import org.purposecdp.identity.cluster.Components;
import org.purposecdp.identity.cluster.Node;
import org.purposecdp.identity.cluster.Recut;

/**
 * The way in of new nodes. They are weighed with the known ones before anything waits for them;
 * then, one transaction at a time so that two records of a person that arrive at once meet each
 * other, with whoever came since, and the components that change are cut.
 */
final class Arrivals {
    /** While one is taken in. */
    private static final int WEIGHED_AT_ONCE = 2;

    /** So few are weighed, and so small a component is cut, sooner than handed over. */
    private static final int FEW_NODES = 10;

    /** For so few, reading with the lock what they change is worth reading some of it twice. */
    private static final int FEW_AHEAD = 50;

    private static final String IN_FAILED_TRANSACTION = "25P02";

    private final Resolver resolver;
    private final ArrivalTable table = new ArrivalTable();
    private final Weighing weighing;
    private final Since since = new Since();
    private final Together<Node, Weighing.Weighed> weighed =
            new Together<>(WEIGHED_AT_ONCE, this::weigh);
    private final Together<Newcomer, Void> taken = new Together<>(1, this::takeIn);
    private final Together<Node, Void> brought;

    Arrivals(Resolver resolver, Weighing weighing) {
        this.resolver = resolver;
        this.weighing = weighing;
        this.brought = new Together<>(1, resolver::bring);
    }

    Uni<Void> take(Collection<Node> seen) {
        if (seen.isEmpty()) {
            return nothing();
        }
        Set<String> ids = seen.stream().map(Node::nodeId).collect(Collectors.toSet());
        return weighed.take(List.copyOf(seen))
                .map(all -> all.of(ids))
                .call(own -> own.newcomers().isEmpty() ? nothing() : taken.take(own.newcomers()))
                .chain(own -> own.lacking().isEmpty() ? nothing() : brought.take(own.lacking()));
    }

    private Uni<Weighing.Weighed> weigh(List<Node> seen) {
        Map<String, Node> distinct = new LinkedHashMap<>();
        seen.forEach(node -> distinct.merge(node.nodeId(), node, Arrivals::older));
        List<Node> nodes = List.copyOf(distinct.values());
        return resolver.pool()
                .withConnection(
                        connection ->
                                resolver.lastMatching(connection)
                                        .chain(by -> weighing.weigh(connection, nodes, by)));
    }

    private static Node older(Node one, Node other) {
        return other.receivedAt().isBefore(one.receivedAt()) ? other : one;
    }

    private Uni<Void> takeIn(List<Newcomer> newcomers) {
        Map<String, Newcomer> distinct = new LinkedHashMap<>();
        newcomers.forEach(one -> distinct.merge(one.node().nodeId(), one, Newcomer::older));
        List<Newcomer> each = List.copyOf(distinct.values());
        return resolver.transaction(tx -> takeIn(tx, each));
    }

    /**
     * What is read first, while the others wait.
     *
     * @param since who came after some were weighed, or the first of them
     * @param ahead the components that most likely change; nothing where many came
     */
    private record Read(ArrivalTable.Before before, List<Candidate> since, Stored ahead) {}

    private Uni<Void> takeIn(SqlConnection tx, List<Newcomer> newcomers) {
        return read(tx, newcomers)
                .chain(
                        read ->
                                resolver.byNewest(tx, read.before().inForce())
                                        .chain(forced -> takeIn(tx, newcomers, read, forced)));
    }

    private Uni<Void> takeIn(
            SqlConnection tx, List<Newcomer> newcomers, Read read, InForce forced) {
        // By others, everything was cut or found again, after it was read.
        boolean asRead = forced.equals(read.before().inForce());
        return resolver.matching(tx, forced.model())
                .chain(by -> asRead ? takeIn(tx, newcomers, read, by) : again(tx, newcomers, by));
    }

    private Uni<Read> read(SqlConnection tx, List<Newcomer> newcomers) {
        Set<String> ids = new HashSet<>();
        Set<String> pseudonyms = new HashSet<>();
        Set<String> near = new HashSet<>();
        Set<String> matches = new HashSet<>();
        Set<Long> keys = new HashSet<>();
        for (Newcomer newcomer : newcomers) {
            matches.addAll(newcomer.matches());
            ids.add(newcomer.node().nodeId());
            pseudonyms.addAll(newcomer.node().pseudonyms());
            near.addAll(newcomer.near().keySet());
            keys.addAll(newcomer.keys());
        }
        // Sent together: what follows the lock waits for it in the store, and sees what it guards.
        return Uni.combine()
                .all()
                .unis(
                        resolver.table().lock(tx),
                        table.before(tx, ids, pseudonyms, near, keys),
                        table.since(tx, upTo(newcomers), Since.MOST + 1),
                        newcomers.size() > FEW_AHEAD
                                ? Uni.createFrom().item(Stored.nothing())
                                : resolver.connected(
                                        tx, matches, pseudonyms, newcomers.get(0).by()))
                .with((locked, before, after, ahead) -> new Read(before, after, ahead));
    }

    private static long upTo(List<Newcomer> newcomers) {
        return newcomers.stream().mapToLong(Newcomer::upTo).min().orElse(0);
    }

    private Uni<Void> takeIn(SqlConnection tx, List<Newcomer> newcomers, Read read, Matching by) {
        Set<Long> crowded = read.before().crowded();
        return holds(newcomers, read.before(), by)
                ? found(tx, newcomers, read, by)
                        .chain(found -> takeIn(tx, found, crowded, read.ahead(), by))
                : again(tx, newcomers, by);
    }

    /**
     * They were weighed by what is in force, under all keys that are not crowded now, and nobody
     * said "no" since, or takes one back.
     */
    private static boolean holds(
            List<Newcomer> newcomers, ArrivalTable.Before before, Matching by) {
        return newcomers.stream()
                .allMatch(
                        one ->
                                by.is(one.by().rules(), one.by().modelVersion())
                                        && before.crowded().containsAll(one.crowded())
                                        && Objects.equals(
                                                one.bar(),
                                                Newcomer.bar(one.node(), before.refused())));
    }

    private Uni<Void> again(SqlConnection tx, List<Newcomer> newcomers, Matching by) {
        return weighing.weigh(tx, newcomers.stream().map(Newcomer::node).toList(), by)
                .chain(
                        anew ->
                                anew.newcomers().isEmpty()
                                        ? nothing()
                                        : takeIn(tx, anew.newcomers()));
    }

    /** With whom came since they were weighed. */
    private Uni<Found> found(SqlConnection tx, List<Newcomer> newcomers, Read read, Matching by) {
        Set<Long> crowded = read.before().crowded();
        if (read.since().size() > Since.MOST) {
            List<Set<Long>> keys = newcomers.stream().map(one -> one.open(crowded)).toList();
            return resolver.keyTable()
                    .met(tx, keys, upTo(newcomers), Long.MAX_VALUE)
                    .chain(
                            met ->
                                    resolver.workers()
                                            .run(() -> Found.of(newcomers, read.before(), met)));
        }
        return resolver.workers()
                .run(
                        read.since().size() > FEW_NODES || newcomers.size() > FEW_NODES,
                        () ->
                                Found.of(
                                        newcomers,
                                        read.before(),
                                        since.met(newcomers, read.since(), crowded, by)));
    }

    private Uni<Void> takeIn(
            SqlConnection tx, Found found, Set<Long> crowded, Stored ahead, Matching by) {
        return found.newcomers().isEmpty()
                ? nothing()
                : resolver.crowding()
                        .by(tx, found.newcomers(), crowded, by)
                        .chain(crowd -> takeIn(tx, found, crowd, ahead, by));
    }

    private Uni<Void> takeIn(
            SqlConnection tx, Found found, Crowding.Crowd crowd, Stored ahead, Matching by) {
        return resolver.workers()
                .run(meetMany(found), () -> Met.of(found, crowd.keys(), by.scorer()))
                .chain(
                        met -> {
                            Set<String> known = new HashSet<>(found.byPseudonym().values());
                            known.addAll(met.components());
                            known.addAll(crowd.components());
                            // Links were dropped where keys were crowded only now.
                            boolean read = crowd.components().isEmpty() && ahead.holds(known);
                            Uni<Void> keys = table.insertKeys(tx, found);
                            // The store takes the keys in while the components are cut.
                            return read
                                    ? both(keys, cut(tx, found, met, known, ahead, by))
                                    : both(
                                            resolver.load(tx, known, by)
                                                    .chain(
                                                            stored ->
                                                                    cut(
                                                                            tx, found, met, known,
                                                                            stored, by)),
                                            keys);
                        });
    }

    private static boolean meetMany(Found found) {
        int near = found.newcomers().stream().mapToInt(one -> one.near().size()).sum();
        return found.newcomers().size() > FEW_NODES || near > Weighing.FEW_PAIRS;
    }

    /** Ends when both have: what is still being cut must not be written after a rollback. */
    private static Uni<Void> both(Uni<Void> one, Uni<Void> other) {
        return Uni.join()
                .all(one, other)
                .andCollectFailures()
                .onFailure(CompositeException.class)
                .transform(all -> reason(((CompositeException) all).getCauses()))
                .replaceWithVoid();
    }

    /** Where both failed, one did for the other had. */
    private static Throwable reason(List<Throwable> failures) {
        return failures.stream()
                .filter(
                        one ->
                                !(one instanceof PgException e
                                        && IN_FAILED_TRANSACTION.equals(e.getSqlState())))
                .findFirst()
                .orElse(failures.get(0));
    }

    private Uni<Void> cut(
            SqlConnection tx, Found found, Met met, Set<String> known, Stored stored, Matching by) {
        boolean few = found.newcomers().size() <= FEW_NODES && stored.nodes().size() <= FEW_NODES;
        since.remember(found.newcomers());
        return resolver.workers()
                .run(!few, () -> Added.of(found, met, stored, by))
                .chain(added -> write(tx, found, met, known, stored, added, by));
    }

    /**
     * What the new nodes make of what was stored.
     *
     * @param turned identifiers that stand for nobody since now
     */
    private record Added(Components components, Set<String> turned, Recut recut) {
        static Added of(Found found, Met met, Stored stored, Matching by) {
            Components components = new Components(found.byPseudonym());
            components.addAll(found.nodes(), found.generic());
            met.connect(components);
            Set<String> turned = stored.add(found, met.matches(), by);
            return new Added(components, turned, stored.recut(by));
        }
    }

    private Uni<Void> write(
            SqlConnection tx,
            Found found,
            Met met,
            Set<String> known,
            Stored stored,
            Added added,
            Matching by) {
        Recut recut = added.recut();
        return Uni.join()
                .all(
                        resolver.componentTable().mergeComponents(tx, known, added.components()),
                        table.insert(tx, found, recut.memberships(), added.components()),
                        resolver.links()
                                .insert(tx, met.links(), by.modelVersion(), stored.between(recut)),
                        resolver.generics().insert(tx, added.turned()),
                        resolver.bars().insert(tx, found.newcomers()),
                        resolver.store(tx, recut, stored),
                        resolver.bars()
                                .requireSame(
                                        tx,
                                        stored.before().keySet(),
                                        stored.barredBefore(),
                                        Found.pseudonyms(found.nodes()),
                                        found.refused()))
                .andFailFast()
                .replaceWithVoid();
    }

    private static Uni<Void> nothing() {
        return Uni.createFrom().voidItem();
    }
}
