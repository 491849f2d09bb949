package org.purposecdp.identity.node;

import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import org.purposecdp.contracts.cluster.ClusterState;
import org.purposecdp.contracts.json.Json;
import org.purposecdp.contracts.record.SourceKind;
import org.purposecdp.contracts.topic.MessageSize;
import org.purposecdp.kit.outbox.Outbox;

import static org.assertj.core.api.Assertions.assertThat;

class ClusterEventsTest {
    private final AtomicInteger blocked = new AtomicInteger();
    private final ClusterEvents events = new ClusterEvents(new Outbox(), blocked::incrementAndGet);

    @Test
    void whatFitsIsToldAsItIs() {
        assertThat(told(cluster(60, 20))).isEqualTo(cluster(60, 20));
        assertThat(blocked).hasValue(0);
    }

    /** As 60 events with a page's key made one, before a record's identifiers were bounded. */
    @Test
    void whatNoTopicWouldTakeIsToldAsBlocked() {
        ClusterState tooLarge = cluster(60, 500);
        assertThat(MessageSize.fits(Json.bytes(tooLarge))).isFalse();

        assertThat(told(tooLarge)).isEqualTo(ClusterState.blocked("p", 7));
        assertThat(blocked).hasValue(1);
    }

    private ClusterState told(ClusterState state) {
        byte[] told = events.fitting(state);
        assertThat(MessageSize.fits(told)).isTrue();
        return Json.parse(told, ClusterState.class);
    }

    private static ClusterState cluster(int nodes, int identifiers) {
        return new ClusterState(
                "p",
                7,
                false,
                IntStream.range(0, nodes).mapToObj(i -> node(i, identifiers)).toList(),
                Set.of());
    }

    private static ClusterState.Node node(int i, int identifiers) {
        return new ClusterState.Node(
                "%032x".formatted(i),
                1,
                "%032x".formatted(i),
                "web",
                SourceKind.PUBLIC,
                IntStream.range(0, identifiers)
                        .mapToObj(j -> "%032x".formatted(i * 1_000 + j))
                        .toList());
    }
}
