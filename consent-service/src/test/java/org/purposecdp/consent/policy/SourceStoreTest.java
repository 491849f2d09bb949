package org.purposecdp.consent.policy;

import java.util.List;
import java.util.Map;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.purposecdp.consent.Database;
import org.purposecdp.contracts.json.Json;
import org.purposecdp.contracts.policy.Source;
import org.purposecdp.contracts.record.SourceKind;
import org.purposecdp.kit.outbox.Outbox;
import org.purposecdp.kit.state.StateRecord;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** Sources that instances of two versions can read, or cannot, in one PostgreSQL. */
class SourceStoreTest {
    private static Database database;

    private Policies policies;
    private SourceStore store;

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
        database.execute(
                "truncate told_source, register_entry, outbox, state_offset;"
                        + " update register set version = 0");
        policies = Registers.of(database.pool(), new Outbox());
        store = new SourceStore(database.pool(), policies, new SimpleMeterRegistry());
    }

    @Test
    void nothingIsKnownOfASourceThatCannotBeReadUntilItIsReadFromThereOn() {
        apply(message("shop", 1, 1), message("web", 1, 2));

        apply(unreadable("shop", 3));

        assertThat(blocked()).containsExactly("shop");
        assertThat(inForce()).containsExactly("web 1");
        apply(message("shop", 2, 3));
        assertThat(blocked()).isEmpty();
        assertThat(inForce()).containsExactly("shop 2", "web 1");
    }

    /** In a rolling upgrade an older instance may come to a message after a newer one read it. */
    @Test
    void whatAnotherInstanceHasReadFromThereOnStaysKnown() {
        apply(message("shop", 2, 5));

        apply(unreadable("shop", 5));
        apply(unreadable("shop", 4));

        assertThat(blocked()).isEmpty();
        assertThat(inForce()).containsExactly("shop 2");
    }

    @Test
    void anOlderStateFreesNoSourceWhateverElseCouldNotBeReadBeforeIt() {
        apply(unreadable("shop", 5));
        apply(unreadable("shop", 3));

        apply(message("shop", 1, 4));

        assertThat(blocked()).containsExactly("shop");
        assertThat(inForce()).isEmpty();
        apply(message("shop", 3, 6));
        assertThat(inForce()).containsExactly("shop 3");
    }

    @Test
    void whoIsBehindSetsNoSourceBack() {
        apply(message("shop", 6, 6));

        apply(message("shop", 4, 4));
        apply(unreadable("shop", 5));

        assertThat(blocked()).isEmpty();
        assertThat(inForce()).containsExactly("shop 6");
    }

    @Test
    void anInstanceBeginsWhereASourceIsBlockedAndSetsNoOffsetBack() {
        apply(message("shop", 1, 1), message("web", 1, 9));
        apply(unreadable("shop", 4), unreadable("new", 6));

        assertThat(offsets()).isEqualTo(Map.of(0, 4L));
        apply(message("shop", 2, 4));
        assertThat(offsets()).isEqualTo(Map.of(0, 6L));
        apply(message("new", 1, 6));
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
        return database.column("select id from told_source where blocked order by 1");
    }

    private List<String> inForce() {
        return database.await(policies.current()).sources().stream()
                .map(source -> source.id() + " " + source.version())
                .sorted()
                .toList();
    }

    private static StateRecord unreadable(String id, long offset) {
        return new StateRecord(id, "no source".getBytes(UTF_8), 0, offset);
    }

    private static StateRecord message(String id, long version, long offset) {
        Source source = new Source(id, version, false, SourceKind.SERVER, false, List.of());
        return new StateRecord(id, Json.bytes(source), 0, offset);
    }
}
