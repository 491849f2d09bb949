package org.purposecdp.identity.node;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;

import org.purposecdp.identity.cluster.Node;
import org.purposecdp.identity.matching.Blocking;
import org.purposecdp.kit.work.Workers;

/** Finds whom new nodes meet, and weighs them with these. */
final class Weighing {
    /** So few pairs are weighed sooner than handed over. */
    static final int FEW_PAIRS = 200;

    /** Of so few the keys are. */
    private static final int FEW_NODES = 10;

    private static final int AT_ONCE = 250;

    private final ArrivalTable table = new ArrivalTable();
    private final KeyTable keyTable;
    private final Workers workers;
    private final LongAdder keysLeftOut = new LongAdder();

    Weighing(KeyTable keyTable, Workers workers) {
        this.keyTable = keyTable;
        this.workers = workers;
    }

    /** Keys of new nodes that found nobody, being too common. */
    long keysLeftOut() {
        return keysLeftOut.sum();
    }

    /**
     * What became of nodes that arrived.
     *
     * @param newcomers those that were not known
     * @param lacking known ones that now come with match fields that may be kept, and are not
     */
    record Weighed(List<Newcomer> newcomers, List<Node> lacking) {
        /** What of it is about these nodes. */
        Weighed of(Set<String> nodeIds) {
            return new Weighed(
                    newcomers.stream()
                            .filter(one -> nodeIds.contains(one.node().nodeId()))
                            .toList(),
                    lacking.stream().filter(one -> nodeIds.contains(one.nodeId())).toList());
        }
    }

    /** As far as others are known to the store now. */
    Uni<Weighed> weigh(SqlClient client, List<Node> nodes, Matching by) {
        return workers.run(nodes.size() > FEW_NODES, () -> keys(nodes, by))
                .chain(keys -> weigh(client, nodes, keys, by));
    }

    private static List<Blocking.Keys> keys(List<Node> nodes, Matching by) {
        return nodes.stream().map(node -> by.blocking().keys(node.person())).toList();
    }

    private Uni<Weighed> weigh(
            SqlClient client, List<Node> nodes, List<Blocking.Keys> keys, Matching by) {
        Set<String> ids = nodes.stream().map(Node::nodeId).collect(Collectors.toSet());
        Set<Long> asked = new HashSet<>();
        keys.forEach(own -> asked.addAll(own.keys()));
        return table.arrival(client, ids, Found.pseudonyms(nodes), asked)
                .chain(
                        arrival ->
                                weigh(client, newcomers(nodes, keys, by, arrival))
                                        .map(
                                                weighed ->
                                                        new Weighed(
                                                                weighed, lacking(nodes, arrival))));
    }

    private static List<Node> lacking(List<Node> nodes, ArrivalTable.Arrival arrival) {
        return nodes.stream()
                .filter(node -> arrival.known().containsKey(node.nodeId()))
                .filter(node -> !arrival.erased().contains(node.nodeId()))
                .filter(
                        node -> {
                            String said = arrival.known().get(node.nodeId());
                            return !Objects.equals(said, KeptText.write(node.kept()))
                                    && !KeptText.names(said)
                                            .keySet()
                                            .containsAll(node.kept().names().keySet());
                        })
                .toList();
    }

    private List<Newcomer> newcomers(
            List<Node> nodes, List<Blocking.Keys> keys, Matching by, ArrivalTable.Arrival arrival) {
        List<Newcomer> newcomers = new ArrayList<>();
        for (int i = 0; i < nodes.size(); i++) {
            Node node = nodes.get(i);
            if (arrival.known().containsKey(node.nodeId())) {
                continue;
            }
            Bar bar = Newcomer.bar(node, arrival.refused());
            if (bar != null) {
                newcomers.add(Newcomer.barred(node, by, arrival.last(), bar));
                continue;
            }
            Newcomer newcomer =
                    Newcomer.of(node, by, arrival.last(), keys.get(i).keys(), arrival.crowded());
            newcomers.add(newcomer);
            keysLeftOut.add(keys.get(i).leftOut() + newcomer.crowded().size());
        }
        return newcomers;
    }

    /** Some at a time, for each may meet many. */
    private Uni<List<Newcomer>> weigh(SqlClient client, List<Newcomer> newcomers) {
        if (newcomers.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        int some = Math.min(AT_ONCE, newcomers.size());
        return weighSome(client, newcomers.subList(0, some))
                .chain(
                        first ->
                                weigh(client, newcomers.subList(some, newcomers.size()))
                                        .map(
                                                others -> {
                                                    List<Newcomer> all = new ArrayList<>(first);
                                                    all.addAll(others);
                                                    return all;
                                                }));
    }

    private Uni<List<Newcomer>> weighSome(SqlClient client, List<Newcomer> newcomers) {
        List<Set<Long>> keys =
                newcomers.stream().map(newcomer -> newcomer.open(newcomer.crowded())).toList();
        return keyTable.met(client, keys, 0, Long.MAX_VALUE)
                .chain(
                        met -> {
                            int pairs = met.values().stream().mapToInt(List::size).sum();
                            return workers.run(pairs > FEW_PAIRS, () -> weighed(newcomers, met));
                        });
    }

    private static List<Newcomer> weighed(
            List<Newcomer> newcomers, Map<Integer, List<Candidate>> met) {
        List<Newcomer> weighed = new ArrayList<>();
        for (int i = 0; i < newcomers.size(); i++) {
            weighed.add(newcomers.get(i).with(met.getOrDefault(i, List.of())));
        }
        return weighed;
    }
}
