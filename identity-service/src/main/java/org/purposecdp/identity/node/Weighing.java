package org.purposecdp.identity.node;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.mutiny.sqlclient.SqlClient;

import org.purposecdp.identity.cluster.Node;
import org.purposecdp.identity.matching.Blocking;

/** Finds whom new nodes meet, and weighs them with these. */
final class Weighing {
    /** So few pairs are no work for a thread of its own. */
    private static final int FEW_PAIRS = 200;

    private static final int AT_ONCE = 250;

    private final NodeTable table;
    private final KeyTable keyTable;
    private final LongAdder keysLeftOut = new LongAdder();

    Weighing(NodeTable table, KeyTable keyTable) {
        this.table = table;
        this.keyTable = keyTable;
    }

    /** Keys of new nodes that found nobody, being too common. */
    long keysLeftOut() {
        return keysLeftOut.sum();
    }

    /** As far as they are known to the store now. Some at a time, for each may meet many. */
    Uni<List<Newcomer>> weigh(SqlClient client, List<Node> nodes, Matching by) {
        if (nodes.size() <= AT_ONCE) {
            return weighSome(client, nodes, by);
        }
        return weighSome(client, nodes.subList(0, AT_ONCE), by)
                .chain(
                        some ->
                                weigh(client, nodes.subList(AT_ONCE, nodes.size()), by)
                                        .map(
                                                others -> {
                                                    List<Newcomer> all = new ArrayList<>(some);
                                                    all.addAll(others);
                                                    return all;
                                                }));
    }

    private Uni<List<Newcomer>> weighSome(SqlClient client, List<Node> nodes, Matching by) {
        List<Set<Long>> keys = new ArrayList<>();
        for (Node node : nodes) {
            Blocking.Keys own = by.blocking().keys(node.person());
            keys.add(own.keys());
            keysLeftOut.add(own.leftOut());
        }
        return Uni.combine()
                .all()
                .unis(table.last(client), keyTable.meeting(client, keys, 0, Long.MAX_VALUE))
                .asTuple()
                .chain(
                        both -> {
                            KeyTable.Meeting meeting = both.getItem2();
                            keysLeftOut.add(crowded(keys, meeting));
                            int pairs = meeting.met().values().stream().mapToInt(List::size).sum();
                            Uni<List<Newcomer>> weighed =
                                    Uni.createFrom()
                                            .item(
                                                    () ->
                                                            newcomers(
                                                                    nodes,
                                                                    by,
                                                                    both.getItem1(),
                                                                    keys,
                                                                    meeting));
                            return pairs <= FEW_PAIRS
                                    ? weighed
                                    : weighed.runSubscriptionOn(
                                            Infrastructure.getDefaultWorkerPool());
                        });
    }

    private static long crowded(List<Set<Long>> keys, KeyTable.Meeting meeting) {
        return meeting.crowded().isEmpty()
                ? 0
                : keys.stream().flatMap(Set::stream).filter(meeting.crowded()::contains).count();
    }

    private static List<Newcomer> newcomers(
            List<Node> nodes,
            Matching by,
            long upTo,
            List<Set<Long>> keys,
            KeyTable.Meeting meeting) {
        List<Newcomer> newcomers = new ArrayList<>();
        for (int i = 0; i < nodes.size(); i++) {
            newcomers.add(
                    Newcomer.of(nodes.get(i), by, upTo, keys.get(i), meeting).with(meeting.of(i)));
        }
        return newcomers;
    }
}
