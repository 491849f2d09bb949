package org.purposecdp.identity.node;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;

import org.purposecdp.identity.cluster.Components;
import org.purposecdp.identity.cluster.Node;
import org.purposecdp.identity.matching.Training;

/**
 * Finds all links anew, by another model, and cuts every component again. What was connected stays
 * in one component, so that each cluster that changes is told of once.
 */
final class Rebuild {
    private static final int NODES_AT_ONCE = 200;

    private final Resolver resolver;
    private final ComponentTable table;
    private final Matching by;
    private final Training.Progress progress;
    private long done;

    Rebuild(Resolver resolver, Matching by, Training.Progress progress) {
        this.resolver = resolver;
        this.table = resolver.componentTable();
        this.by = by;
        this.progress = progress;
    }

    Uni<Void> run(SqlConnection tx) {
        return resolver.links()
                .forget(tx)
                .chain(() -> resolver.table().count(tx))
                .chain(
                        all ->
                                inSteps(tx, (after, some) -> keep(tx, some, all))
                                        .chain(
                                                () ->
                                                        resolver.keyTable()
                                                                .crowdAll(tx, resolver.crowding()))
                                        .chain(
                                                () ->
                                                        inSteps(
                                                                tx,
                                                                (after, some) ->
                                                                        link(
                                                                                tx, after, some,
                                                                                all))))
                .invoke(() -> progress.at("clusters", 0.9))
                .chain(() -> resolver.recutAll(tx))
                .chain(() -> resolver.links().openOrCloseAll(tx));
    }

    private interface Step {
        Uni<Void> take(long after, List<NumberedNode> some);
    }

    /** All nodes in the order of their numbers, some at a time. */
    private Uni<Void> inSteps(SqlConnection tx, Step step) {
        AtomicLong last = new AtomicLong();
        return Multi.createBy()
                .repeating()
                .uni(
                        () ->
                                table.nodesAfter(tx, last.get(), NODES_AT_ONCE)
                                        .call(
                                                some ->
                                                        some.isEmpty()
                                                                ? Uni.createFrom().voidItem()
                                                                : step.take(
                                                                        last.getAndSet(
                                                                                some.get(
                                                                                                some
                                                                                                                .size()
                                                                                                        - 1)
                                                                                        .no()),
                                                                        some)))
                .whilst(some -> !some.isEmpty())
                .collect()
                .last()
                .replaceWithVoid();
    }

    private List<Set<Long>> keys(List<NumberedNode> some) {
        return some.stream()
                .map(one -> by.blocking().keys(one.stored().node().person()).keys())
                .toList();
    }

    private Uni<Void> keep(SqlConnection tx, List<NumberedNode> some, long all) {
        return resolver.workers()
                .run(() -> keys(some))
                .chain(keys -> resolver.keyTable().insert(tx, some, keys))
                .invoke(() -> told("keys", some.size(), all));
    }

    private void told(String what, int more, long all) {
        done += more;
        progress.at(what, 0.45 * done / Math.max(all, 1));
    }

    private Uni<Void> link(SqlConnection tx, long after, List<NumberedNode> some, long all) {
        return resolver.workers()
                .run(() -> keys(some))
                .chain(keys -> link(tx, after, some, keys))
                .invoke(() -> told("links", some.size(), all));
    }

    private Uni<Void> link(
            SqlConnection tx, long after, List<NumberedNode> some, List<Set<Long>> keys) {
        List<Node> nodes = some.stream().map(one -> one.stored().node()).toList();
        Set<String> known = new HashSet<>();
        some.forEach(one -> known.add(one.stored().component()));
        return Uni.combine()
                .all()
                .unis(
                        meeting(tx, keys, after),
                        table.componentsBefore(tx, Found.pseudonyms(nodes), after),
                        resolver.generics().among(tx, Found.pseudonyms(nodes)))
                .asTuple()
                .chain(
                        read ->
                                resolver.workers()
                                        .run(
                                                () ->
                                                        linked(
                                                                nodes,
                                                                keys,
                                                                read.getItem1(),
                                                                read.getItem2(),
                                                                read.getItem3())))
                .chain(
                        both -> {
                            Found found = both.found();
                            Met met = both.met();
                            Components components =
                                    new Components(new HashMap<>(found.byPseudonym()));
                            some.forEach(
                                    one ->
                                            components.join(
                                                    one.stored().node().nodeId(),
                                                    one.stored().component()));
                            components.addAll(nodes, found.generic());
                            met.connect(components);
                            known.addAll(found.byPseudonym().values());
                            known.addAll(met.components());
                            return resolver.links()
                                    .insert(tx, met.links(), by.modelVersion(), link -> true)
                                    .chain(() -> table.mergeComponents(tx, known, components));
                        });
    }

    /**
     * @param met known nodes, by the new one's place
     * @param crowded keys under which nobody was looked for
     */
    private record Meeting(Map<Integer, List<Candidate>> met, Set<Long> crowded) {}

    private Uni<Meeting> meeting(SqlConnection tx, List<Set<Long>> keys, long upTo) {
        Set<Long> asked = new HashSet<>();
        keys.forEach(asked::addAll);
        return resolver.keyTable()
                .crowded(tx, asked)
                .chain(
                        crowded -> {
                            List<Set<Long>> open = new ArrayList<>();
                            for (Set<Long> own : keys) {
                                Set<Long> left = new HashSet<>(own);
                                left.removeAll(crowded);
                                open.add(left);
                            }
                            return resolver.keyTable()
                                    .met(tx, open, 0, upTo)
                                    .map(met -> new Meeting(met, crowded));
                        });
    }

    private record Linked(Found found, Met met) {}

    private Linked linked(
            List<Node> nodes,
            List<Set<Long>> keys,
            Meeting meeting,
            Map<String, String> byPseudonym,
            Set<String> generic) {
        List<Newcomer> newcomers = new ArrayList<>();
        Map<String, String> components = new HashMap<>();
        for (int i = 0; i < nodes.size(); i++) {
            List<Candidate> met = meeting.met().getOrDefault(i, List.of());
            met.forEach(one -> components.put(one.nodeId(), one.component()));
            newcomers.add(
                    Newcomer.of(nodes.get(i), by, 0, keys.get(i), meeting.crowded()).with(met));
        }
        Found found =
                new Found(
                        newcomers,
                        components,
                        byPseudonym,
                        generic,
                        Set.of(),
                        Map.of(),
                        Map.of(),
                        List.of());
        return new Linked(found, Met.of(found, meeting.crowded(), by.scorer()));
    }
}
