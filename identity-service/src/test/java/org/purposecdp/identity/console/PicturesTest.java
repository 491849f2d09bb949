package org.purposecdp.identity.console;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

import org.purposecdp.contracts.record.SourceKind;
import org.purposecdp.identity.cluster.Node;
import org.purposecdp.identity.cluster.Step;
import org.purposecdp.identity.matching.MatchDecision;
import org.purposecdp.identity.matching.Model;
import org.purposecdp.identity.matching.Person;
import org.purposecdp.identity.matching.Waterfall;

import static org.assertj.core.api.Assertions.assertThat;

class PicturesTest {
    private static final double DIAMETER = 36;

    @Property(tries = 60)
    void noTwoRecordsAreDrawnOverOneAnother(@ForAll @IntRange(min = 1, max = 120) int count) {
        Graph graph = Graph.of(nodes(count), List.of());

        assertThat(graph.dots()).hasSize(count);
        for (Graph.Dot one : graph.dots()) {
            assertThat(Double.parseDouble(one.x())).isBetween(18.0, graph.size() - 18.0);
            for (Graph.Dot other : graph.dots()) {
                if (one != other) {
                    assertThat(distance(one, other)).isGreaterThan(DIAMETER);
                }
            }
        }
    }

    @Test
    void whatWasRefusedIsDrawnAndToldSo() {
        Graph graph =
                Graph.of(
                        nodes(2),
                        List.of(
                                new Step(
                                        Step.Kind.IDENTIFIER,
                                        "email",
                                        "n0",
                                        "n1",
                                        null,
                                        Step.Refusal.CONFLICT)));

        assertThat(graph.lines()).hasSize(1);
        assertThat(graph.lines().get(0).kind()).isEqualTo("refused");
        assertThat(graph.lines().get(0).title()).isEqualTo("the same email, refused: conflict");
    }

    @Test
    void eachStepBeginsWhereTheOneBeforeEnded() {
        List<Bar> bars =
                Bar.of(
                        new Waterfall(
                                "m",
                                List.of(
                                        new Waterfall.Step("PRIOR", null, -10_000, 0),
                                        new Waterfall.Step("GIVEN_NAME", "exact", 6_000, 2_000),
                                        new Waterfall.Step("BIRTH_DATE", "exact", 12_000, 0)),
                                10_000,
                                new Model.Thresholds(0, -4000, -500),
                                MatchDecision.MATCH));

        assertThat(bars)
                .extracting(Bar::label)
                .containsExactly("prior", "given name: exact", "birth date: exact", "total");
        assertThat(bars).extracting(Bar::bits).containsExactly("-10.0", "+8.0", "+12.0", "+10.0");
        assertThat(bars).extracting(Bar::x).containsExactly("0.0", "0.0", "160.0", "200.0");
        assertThat(bars).extracting(Bar::width).containsExactly("200.0", "160.0", "240.0", "200.0");
        assertThat(bars).extracting(Bar::kind).containsExactly("against", "for", "for", "total");
    }

    private static double distance(Graph.Dot one, Graph.Dot other) {
        return Math.hypot(
                Double.parseDouble(one.x()) - Double.parseDouble(other.x()),
                Double.parseDouble(one.y()) - Double.parseDouble(other.y()));
    }

    private static List<Node> nodes(int count) {
        List<Node> nodes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            nodes.add(
                    new Node(
                            "n" + i,
                            "shop",
                            SourceKind.SERVER,
                            Instant.EPOCH,
                            List.of(),
                            Person.NOBODY));
        }
        return nodes;
    }
}
