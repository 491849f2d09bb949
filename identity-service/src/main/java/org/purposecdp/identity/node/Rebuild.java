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
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.mutiny.sqlclient.SqlConnection;

import org.purposecdp.identity.cluster.Components;
import org.purposecdp.identity.cluster.Node;
import org.purposecdp.identity.matching.Training;

/**
 * Finds all links anew, by another model, and cuts every component again. What was connected stays
 * in one component, so that each cluster that changes is told of once.
 */
final class Rebuild {
    private static final int NODES_AT_ONCE = 1_000;

    private final Resolver resolver;
    private final NodeTable table;
    private final Matching by;
    private final Training.Progress progress;
    private long done;

    Rebuild(Resolver resolver, Matching by, Training.Progress progress) {
        this.resolver = resolver;
        this.table = resolver.table();
        this.by = by;
        this.progress = progress;
    }

    Uni<Void> run(SqlConnection tx) {
        return resolver.links()
                .forget(tx)
                .chain(() -> table.count(tx))
                .chain(all -> linkAll(tx, Math.max(all, 1)))
                .invoke(() -> progress.at("clusters", 0.9))
                .chain(() -> resolver.recutAll(tx))
                .chain(() -> resolver.links().openOrCloseAll(tx));
    }

    private Uni<Void> linkAll(SqlConnection tx, long all) {
        AtomicLong last = new AtomicLong();
        return Multi.createBy()
                .repeating()
                .uni(
                        () ->
                                table.nodesAfter(tx, last.get(), NODES_AT_ONCE)
                                        .call(some -> linkSome(tx, some, last, all)))
                .whilst(some -> !some.isEmpty())
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Void> linkSome(
            SqlConnection tx, List<NumberedNode> some, AtomicLong last, long all) {
        if (some.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        long before = last.getAndSet(some.get(some.size() - 1).no());
        return link(tx, before, some).invoke(() -> told(some.size(), all));
    }

    private void told(int more, long all) {
        done += more;
        progress.at("links", 0.9 * done / all);
    }

    private Uni<Void> link(SqlConnection tx, long after, List<NumberedNode> some) {
        List<Node> nodes = some.stream().map(one -> one.stored().node()).toList();
        List<Set<Long>> keys =
                nodes.stream().map(node -> by.blocking().keys(node.person()).keys()).toList();
        Set<String> known = new HashSet<>();
        some.forEach(one -> known.add(one.stored().component()));
        return Uni.combine()
                .all()
                .unis(
                        resolver.keyTable().candidates(tx, keys, 0),
                        table.componentsBefore(tx, Found.pseudonyms(nodes), after),
                        resolver.generics().among(tx, Found.pseudonyms(nodes)))
                .asTuple()
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .map(all -> found(nodes, keys, all.getItem1(), all.getItem2(), all.getItem3()))
                .map(found -> Map.entry(found, Met.of(found, by.scorer())))
                .chain(
                        both -> {
                            Found found = both.getKey();
                            Met met = both.getValue();
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
                            return resolver.keyTable()
                                    .insert(tx, some, keys)
                                    .chain(
                                            () ->
                                                    resolver.links()
                                                            .insert(
                                                                    tx,
                                                                    met.links(),
                                                                    by.modelVersion(),
                                                                    link -> true))
                                    .chain(() -> table.mergeComponents(tx, known, components));
                        });
    }

    private Found found(
            List<Node> nodes,
            List<Set<Long>> keys,
            Map<Integer, List<Candidate>> candidates,
            Map<String, String> byPseudonym,
            Set<String> generic) {
        List<Newcomer> newcomers = new ArrayList<>();
        Map<String, String> components = new HashMap<>();
        for (int i = 0; i < nodes.size(); i++) {
            List<Candidate> met = candidates.getOrDefault(i, List.of());
            met.forEach(one -> components.put(one.nodeId(), one.component()));
            newcomers.add(new Newcomer(nodes.get(i), by, 0, keys.get(i), Map.of()).with(met));
        }
        return new Found(newcomers, components, byPseudonym, generic, Map.of());
    }
}
