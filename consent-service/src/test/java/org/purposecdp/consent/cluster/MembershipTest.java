package org.purposecdp.consent.cluster;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;

import org.purposecdp.contracts.cluster.ClusterState;
import org.purposecdp.contracts.record.SourceKind;

import static org.assertj.core.api.Assertions.assertThat;

class MembershipTest {
    private final Map<String, Membership.Held> rows = new HashMap<>();

    @Test
    void nodeIsHeldByItsNewClusterWhicheverOfTheTwoIsReadFirst() {
        ClusterState losing = cluster("a", 2, node("n1", 1));
        ClusterState winning = cluster("b", 2, node("n2", 1), node("n3", 2));

        for (List<ClusterState> order :
                List.of(List.of(losing, winning), List.of(winning, losing))) {
            rows.clear();
            apply(cluster("a", 1, node("n1", 1), node("n3", 1)), cluster("b", 1, node("n2", 1)));
            order.forEach(this::apply);

            assertThat(holder("n3")).isEqualTo("b");
            assertThat(holder("n1")).isEqualTo("a");
        }
    }

    @Test
    void profileThatLostANodeIsDerivedAgain() {
        apply(cluster("a", 1, node("n1", 1), node("n3", 1)));

        Membership.Plan plan = apply(cluster("b", 1, node("n3", 2)));

        assertThat(plan.profiles()).containsExactly("a", "b");
    }

    @Test
    void olderWordAboutANodeTakesNothing() {
        apply(cluster("b", 1, node("n1", 2)));
        apply(cluster("a", 1, node("n1", 1)));

        assertThat(holder("n1")).isEqualTo("b");
    }

    @Test
    void endedClusterLetsItsNodesGo() {
        apply(cluster("a", 1, node("n1", 1)));
        apply(new ClusterState("a", 2, true, List.of(), Set.of()));

        assertThat(holder("n1")).isNull();
    }

    /** It names nothing, so it says of nobody that they left; its Subject is blocked meanwhile. */
    @Test
    void blockedClusterKeepsItsNodesUntilAnotherNamesThem() {
        apply(cluster("a", 1, node("n1", 1), node("n2", 1)));

        Membership.Plan plan = apply(ClusterState.blocked("a", 2));

        assertThat(plan.profiles()).containsExactly("a");
        assertThat(holder("n1")).isEqualTo("a");
        apply(cluster("b", 1, node("n2", 2)));
        assertThat(holder("n2")).isEqualTo("b");
        apply(cluster("a", 3, node("n1", 1)));
        assertThat(holder("n1")).isEqualTo("a");
    }

    private Membership.Plan apply(ClusterState... clusters) {
        Membership.Plan plan = Membership.plan(List.of(clusters), new ArrayList<>(rows.values()));
        plan.nodes().forEach(row -> rows.put(row.node().nodeId(), row));
        return plan;
    }

    private String holder(String nodeId) {
        return rows.get(nodeId).profileId();
    }

    private static ClusterState cluster(String id, long version, ClusterState.Node... nodes) {
        return new ClusterState(id, version, false, List.of(nodes), Set.of());
    }

    private static ClusterState.Node node(String id, long version) {
        return new ClusterState.Node(id, version, id, "shop", SourceKind.SERVER, List.of());
    }
}
