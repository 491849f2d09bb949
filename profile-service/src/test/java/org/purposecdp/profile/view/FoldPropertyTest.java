package org.purposecdp.profile.view;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import org.purposecdp.contracts.json.Json;
import org.purposecdp.contracts.policy.PolicyBySource;
import org.purposecdp.contracts.profile.View;
import org.purposecdp.profile.World;
import org.purposecdp.profile.fragment.Fragment;
import org.purposecdp.profile.gate.Gate;
import org.purposecdp.profile.gate.Judgement;

import static org.assertj.core.api.Assertions.assertThat;

class FoldPropertyTest {
    @Property(tries = 200)
    void aViewIsTheSameWhateverTheOrder(
            @ForAll("orders") List<Fragment> orders, @ForAll long seed) {
        List<Fragment> shuffled = new ArrayList<>(orders);
        Collections.shuffle(shuffled, new Random(seed));
        assertThat(fold(shuffled)).isEqualTo(fold(orders));
    }

    @Property(tries = 200)
    void mergingIsAssociative(
            @ForAll("orders") List<Fragment> one,
            @ForAll("orders") List<Fragment> two,
            @ForAll("orders") List<Fragment> three) {
        ViewState a = fold(one);
        ViewState b = fold(two);
        ViewState c = fold(three);
        assertThat(a.merge(b).merge(c)).isEqualTo(a.merge(b.merge(c)));
        assertThat(a.merge(b)).isEqualTo(b.merge(a));
    }

    @Property(tries = 100)
    void aStoredStateIsTheSameState(@ForAll("orders") List<Fragment> orders) {
        ViewState state = fold(orders);
        assertThat(Json.parse(Json.bytes(state), ViewState.class)).isEqualTo(state);
    }

    /** However many names somebody makes up, and in whatever order they come. */
    @Property(tries = 50)
    void aViewHasSoManyNamesWhateverTheOrder(@ForAll long seed) {
        Random random = new Random(seed);
        List<Fragment> orders = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            Map<String, Object> properties = new HashMap<>();
            for (int j = 0; j < 15; j++) {
                properties.put("p" + random.nextInt(500), random.nextInt(9));
            }
            orders.add(World.order("r" + i, World.NODE, World.NOON, properties));
        }
        ViewState state = fold(orders);
        Collections.shuffle(orders, random);

        assertThat(fold(orders)).isEqualTo(state);
        assertThat(fold(orders.subList(0, 9)).merge(fold(orders.subList(9, 20)))).isEqualTo(state);
        assertThat(state.view().events().get("Order Completed").sums()).hasSize(View.MOST_SUMS);
    }

    @Property(tries = 1)
    void aValueThatIsTooLongIsShownAsNone() {
        Fragment order =
                World.order("r".repeat(View.LONGEST_VALUE), World.NODE, World.NOON, Map.of());

        assertThat(fold(List.of(order)).view().traits()).isEmpty();
    }

    private static ViewState fold(List<Fragment> orders) {
        ViewState state = ViewState.EMPTY;
        Gate gate = new Gate(new PolicyBySource(World.policy()), World.NOON, World.SUSPENSION);
        for (Fragment order : orders) {
            Judgement judgement = gate.judge(order, World.customer());
            Fragment decided = order.decided(judgement.states());
            state = state.merge(Fold.of(decided, "marketing", World.customer(), judgement));
        }
        return state;
    }

    @Provide
    Arbitrary<List<Fragment>> orders() {
        Arbitrary<Fragment> order =
                Combinators.combine(
                                Arbitraries.integers().between(0, 20),
                                Arbitraries.of(World.NODE, World.OTHER_NODE),
                                Arbitraries.integers().between(0, 3),
                                Arbitraries.bigDecimals()
                                        .between(BigDecimal.ZERO, BigDecimal.valueOf(1000))
                                        .ofScale(2))
                        .as(
                                (id, node, minutes, total) ->
                                        World.order(
                                                "r" + id + node + minutes + "-" + total,
                                                node,
                                                World.NOON.minusSeconds(60L * minutes),
                                                Map.of("total", total)));
        return order.list().ofMaxSize(8);
    }
}
