package org.purposecdp.consent.cluster;

import java.util.List;
import java.util.Map;
import java.util.Set;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.purposecdp.consent.Database;
import org.purposecdp.consent.subject.Files;
import org.purposecdp.contracts.cluster.ClusterState;
import org.purposecdp.contracts.json.Json;
import org.purposecdp.contracts.record.SourceKind;
import org.purposecdp.contracts.subject.Subject;
import org.purposecdp.kit.state.StateRecord;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** Clusters that instances of two versions can read, or cannot, in one PostgreSQL. */
class ClusterStoreTest {
    private static Database database;

    private ClusterStore store;

    @BeforeAll
    static void start() {
        database = new Database();
    }

    @AfterAll
    static void stop() {
        database.close();
    }

    @BeforeEach
    void empty() {
        database.execute("truncate node, node_identifier, subject, outbox, state_offset");
        store =
                new ClusterStore(
                        database.pool(), Files.of(database.pool()), new SimpleMeterRegistry());
    }

    @Test
    void aClusterIsBlockedUntilAStateFromThereOnIsRead() {
        apply(state("p", 1, 1), state("q", 1, 2));

        apply(unreadable("p", 3));

        assertThat(blocked()).containsExactly("p");
        assertThat(told("p").blocked()).isTrue();
        assertThat(told("q").blocked()).isFalse();
        apply(state("p", 2, 3));
        assertThat(blocked()).isEmpty();
        assertThat(told("p").blocked()).isFalse();
        assertThat(told("p").nodes()).extracting(Subject.Node::nodeId).containsExactly("n-p");
    }

    /** In a rolling upgrade an older instance may come to a message after a newer one read it. */
    @Test
    void whatAnotherInstanceHasReadFromThereOnIsNotBlocked() {
        apply(state("p", 2, 5));

        apply(unreadable("p", 5));
        apply(unreadable("p", 4));

        assertThat(blocked()).isEmpty();
        assertThat(told("p").blocked()).isFalse();
    }

    @Test
    void anOlderStateFreesNobodyWhateverElseCouldNotBeReadBeforeIt() {
        apply(unreadable("p", 5));
        apply(unreadable("p", 3));

        apply(state("p", 1, 4));

        assertThat(blocked()).containsExactly("p");
        assertThat(told("p").blocked()).isTrue();
        apply(state("p", 3, 6));
        assertThat(blocked()).isEmpty();
    }

    @Test
    void ofTheStatesThatComeTogetherTheLastDecides() {
        apply(unreadable("p", 1), state("p", 1, 2), state("q", 1, 3), unreadable("q", 4));

        assertThat(blocked()).containsExactly("q");
        assertThat(told("p").blocked()).isFalse();
    }

    @Test
    void whoIsToldAsBlockedStaysSoThoughAnOlderStateCannotBeRead() {
        apply(message(ClusterState.blocked("p", 2), 5));

        apply(unreadable("p", 4));

        assertThat(blocked()).containsExactly("p");
    }

    @Test
    void anInstanceBeginsWhereAClusterIsBlockedAndSetsNoOffsetBack() {
        apply(state("p", 1, 1), state("q", 1, 9));
        apply(unreadable("p", 4), unreadable("new", 6));

        assertThat(offsets()).isEqualTo(Map.of(0, 4L));
        apply(state("p", 2, 4));
        assertThat(offsets()).isEqualTo(Map.of(0, 6L));
        apply(state("new", 1, 6));
        assertThat(offsets()).as("what was applied before").isEqualTo(Map.of(0, 10L));
    }

    private void apply(StateRecord... messages) {
        long last = messages[messages.length - 1].offset();
        database.await(store.apply(List.of(messages), Map.of(0, last + 1)));
    }

    private Map<Integer, Long> offsets() {
        return database.await(store.offsets());
    }

    private static List<String> blocked() {
        return database.column("select profile_id from subject where blocked order by 1");
    }

    /** The Subject as services have it. */
    private static Subject told(String profileId) {
        String body =
                database.column("select body from subject where profile_id = '" + profileId + "'")
                        .get(0);
        return Json.parse(body.getBytes(UTF_8), Subject.class);
    }

    private static StateRecord unreadable(String profileId, long offset) {
        return new StateRecord(profileId, "no cluster".getBytes(UTF_8), 0, offset);
    }

    private static StateRecord state(String profileId, long version, long offset) {
        ClusterState.Node node =
                new ClusterState.Node(
                        "n-" + profileId,
                        1,
                        "n-" + profileId,
                        "shop",
                        SourceKind.SERVER,
                        List.of("id-" + profileId));
        return message(
                new ClusterState(profileId, version, false, List.of(node), Set.of()), offset);
    }

    private static StateRecord message(ClusterState state, long offset) {
        return new StateRecord(state.profileId(), Json.bytes(state), 0, offset);
    }
}
