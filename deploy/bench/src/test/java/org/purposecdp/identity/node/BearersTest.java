package org.purposecdp.identity.node;

import java.util.Set;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.purposecdp.contracts.identifier.IdentityRules;
import org.purposecdp.identity.Database;
import org.purposecdp.identity.IdentityProblem;
import org.purposecdp.kit.outbox.Outbox;
import org.purposecdp.kit.problem.ProblemException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** An identifier that a thousand records bear. */
class BearersTest {
    private static final String SHARED = "shared";

    private static Database database;

    private final Resolver resolver =
            new Resolver(
                    database.pool(),
                    () -> new Rules(1, IdentityRules.DEFAULT),
                    new ClusterEvents(new Outbox(), () -> {}));
    private final Stewardship stewardship = new Stewardship(resolver);

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
        database.execute("truncate node, node_identifier, refused_identifier");
    }

    @Test
    void ofSomeTheOldestRecordIsFound() {
        bear(1_000);

        assertThat(database.await(stewardship.profileBearing(SHARED))).contains("p1000");
        assertThat(database.await(stewardship.profileBearing("another"))).isEmpty();
    }

    @Test
    void moreAreNotLookedThrough() {
        bear(1_001);

        assertThatThrownBy(() -> database.await(stewardship.profileBearing(SHARED)))
                .isInstanceOf(ProblemException.class)
                .satisfies(
                        e ->
                                assertThat(((ProblemException) e).type())
                                        .isEqualTo(IdentityProblem.TOO_MANY_BEARERS));
    }

    /** The higher their number the older they are. */
    private static void bear(int many) {
        database.execute(
                """
                insert into node (id, source, source_kind, received_at, component, profile_id,
                    version, verified_group)
                select 'n' || i, 'shop', 'SERVER', now() - i * interval '1 second', 'n' || i,
                    'p' || i, 1, 'n' || i from generate_series(1, %1$d) i;
                insert into node_identifier (pseudonym, node_id, namespace)
                select '%2$s', 'n' || i, 'email' from generate_series(1, %1$d) i
                """
                        .formatted(many, SHARED));
    }

    @Test
    void ofThoseWhoRefusedTheStrongestCounts() {
        database.execute(
                """
                insert into refused_identifier (pseudonym, profile_id, bar, erases)
                select 'shared', 'p' || i, 'RESTRICTED', false from generate_series(1, 2000) i;
                insert into refused_identifier values ('shared', 'q', 'OBJECTED', true);
                insert into refused_identifier values ('other', 'q', 'RESTRICTED', false)
                """);

        ArrivalTable.Arrival arrival =
                database.await(
                        new ArrivalTable()
                                .arrival(
                                        database.pool(),
                                        Set.of("n"),
                                        Set.of("shared", "other", "a third"),
                                        Set.of()));

        assertThat(arrival.refused())
                .containsOnlyKeys("shared", "other")
                .containsEntry("shared", new Bar("OBJECTED", true));
    }
}
