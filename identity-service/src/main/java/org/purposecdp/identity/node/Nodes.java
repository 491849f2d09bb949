package org.purposecdp.identity.node;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;

import org.purposecdp.contracts.cluster.ClusterState;
import org.purposecdp.contracts.json.Json;
import org.purposecdp.contracts.topic.Topic;
import org.purposecdp.identity.cluster.Components;
import org.purposecdp.identity.cluster.Cut;
import org.purposecdp.identity.cluster.Membership;
import org.purposecdp.identity.cluster.Node;
import org.purposecdp.identity.cluster.Recut;
import org.purposecdp.kit.outbox.Outbox;
import org.purposecdp.kit.outbox.OutboxRow;

/** The known nodes, and the one transaction that takes new ones in. */
@ApplicationScoped
class Nodes {
    private final Pool pool;
    private final Cut cut;
    private final NodeTable table;
    private final Outbox outbox;

    Nodes(Pool pool, Cut cut, NodeTable table, Outbox outbox) {
        this.pool = pool;
        this.cut = cut;
        this.table = table;
        this.outbox = outbox;
    }

    /**
     * Takes in those that are not known yet.
     *
     * @return what was last heard of consent, by nodeId; none where nothing was
     */
    Uni<Map<String, Heard>> ensure(List<Node> seen) {
        Map<String, Node> distinct = new LinkedHashMap<>();
        seen.forEach(node -> distinct.merge(node.nodeId(), node, Nodes::older));
        return table.known(distinct.keySet())
                .call(
                        known -> {
                            distinct.keySet().removeAll(known.keySet());
                            return distinct.isEmpty()
                                    ? Uni.createFrom().voidItem()
                                    : takeIn(distinct);
                        })
                .map(Nodes::heard);
    }

    Uni<Void> storeHeard(Map<String, Heard> heard) {
        return heard.isEmpty() ? Uni.createFrom().voidItem() : table.storeHeard(heard);
    }

    private Uni<Void> takeIn(Map<String, Node> unknown) {
        return pool.withTransaction(
                        tx ->
                                table.lock(tx)
                                        .chain(() -> table.known(tx, unknown.keySet()))
                                        .chain(known -> insert(tx, without(unknown, known))))
                .invoke(outbox::wake);
    }

    private Uni<Void> insert(SqlConnection tx, Map<String, Node> fresh) {
        if (fresh.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        Set<String> pseudonyms = new HashSet<>();
        fresh.values().forEach(node -> pseudonyms.addAll(node.pseudonyms()));
        return table.components(tx, pseudonyms)
                .chain(
                        byPseudonym ->
                                table.load(tx, new HashSet<>(byPseudonym.values()))
                                        .chain(stored -> recut(tx, fresh, byPseudonym, stored)));
    }

    private Uni<Void> recut(
            SqlConnection tx,
            Map<String, Node> fresh,
            Map<String, String> byPseudonym,
            List<StoredNode> stored) {
        Components components = new Components(byPseudonym);
        components.addAll(fresh.values());
        Map<String, Node> all = new HashMap<>(fresh);
        Map<String, Membership> before = new HashMap<>();
        for (StoredNode known : stored) {
            all.put(known.node().nodeId(), known.node());
            before.put(known.node().nodeId(), known.membership());
        }
        return table.clusterVersions(tx, all.keySet())
                .map(versions -> Recut.of(cut, all.values(), before, versions))
                .call(
                        recut ->
                                table.mergeComponents(
                                        tx, new HashSet<>(byPseudonym.values()), components))
                .call(recut -> table.insert(tx, fresh.values(), recut.memberships(), components))
                .call(recut -> table.move(tx, onlyKnown(recut.memberships(), before)))
                .call(recut -> table.storeClusters(tx, recut.states()))
                .chain(recut -> outbox.append(tx, rows(recut.states())));
    }

    private static List<OutboxRow> rows(List<ClusterState> states) {
        return states.stream()
                .map(
                        state ->
                                new OutboxRow(
                                        Topic.IDENTITY_CLUSTERS,
                                        state.profileId(),
                                        state.version(),
                                        "cluster.changed.v1",
                                        Json.bytes(state)))
                .toList();
    }

    private static Map<String, Membership> onlyKnown(
            Map<String, Membership> memberships, Map<String, Membership> before) {
        Map<String, Membership> moved = new HashMap<>(memberships);
        moved.keySet().retainAll(before.keySet());
        return moved;
    }

    private static Map<String, Node> without(Map<String, Node> unknown, Map<String, String> known) {
        Map<String, Node> fresh = new LinkedHashMap<>(unknown);
        fresh.keySet().removeAll(known.keySet());
        return fresh;
    }

    private static Map<String, Heard> heard(Map<String, String> stored) {
        Map<String, Heard> heard = new HashMap<>();
        stored.forEach((nodeId, text) -> heard.put(nodeId, Heard.parse(text)));
        return heard;
    }

    private static Node older(Node one, Node other) {
        return other.receivedAt().isBefore(one.receivedAt()) ? other : one;
    }
}
