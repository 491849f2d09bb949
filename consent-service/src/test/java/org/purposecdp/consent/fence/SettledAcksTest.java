package org.purposecdp.consent.fence;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.purposecdp.consent.Database;
import org.purposecdp.contracts.fence.FenceAck;

import static org.assertj.core.api.Assertions.assertThat;

/** Acknowledgements, in PostgreSQL. */
class SettledAcksTest {
    private static final String ONE = "identity-service";
    private static final String OTHER = "profile-service";

    private static Database database;

    private final Fence fence = new Fence(database.pool(), settings(Set.of(ONE, OTHER)));
    private final SettledAcks settled = new SettledAcks(database.pool(), fence);

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
        database.execute("truncate fence_ack, subject");
    }

    @Test
    void whatEveryPointHasAcknowledgedNeedsNoRows() {
        subject("p", 7);
        acknowledge("p", ONE, 7);
        acknowledge("p", OTHER, 8);
        later();

        settle();

        assertThat(rows()).isEmpty();
        assertThat(enforced("p", 7)).isTrue();
        assertThat(enforced("p", 6)).isTrue();
        assertThat(enforced("p", 8)).isFalse();
    }

    @Test
    void whatOneHasNotAcknowledgedStays() {
        subject("p", 7);
        acknowledge("p", ONE, 7);
        acknowledge("p", OTHER, 6);
        later();

        settle();

        assertThat(rows()).hasSize(2);
        assertThat(enforced("p", 7)).isFalse();
        acknowledge("p", OTHER, 7);
        assertThat(enforced("p", 7)).isTrue();
    }

    @Test
    void aPointThatNeverAnsweredIsWaitedForStill() {
        subject("p", 7);
        acknowledge("p", ONE, 7);
        later();

        settle();

        assertThat(rows()).hasSize(1);
        assertThat(enforced("p", 7)).isFalse();
    }

    @Test
    void aSubjectThatChangesNowIsLeftAlone() {
        subject("p", 7);
        acknowledge("p", ONE, 7);
        later();
        acknowledge("p", OTHER, 7);

        settle();

        assertThat(rows()).hasSize(2);
    }

    @Test
    void aLaterVersionIsAcknowledgedAnew() {
        subject("p", 7);
        acknowledge("p", ONE, 7);
        acknowledge("p", OTHER, 7);
        later();
        settle();

        database.execute("update subject set ack_wanted = 9");
        acknowledge("p", ONE, 9);
        later();
        settle();

        assertThat(rows()).hasSize(1);
        assertThat(enforced("p", 7)).isTrue();
        assertThat(enforced("p", 9)).isFalse();
        acknowledge("p", OTHER, 9);
        assertThat(enforced("p", 9)).isTrue();
        later();
        settle();
        assertThat(rows()).isEmpty();
    }

    @Test
    void whoIsUnderLockIsLeftForTheNextTime() {
        subject("p", 7);
        subject("q", 7);
        for (String profile : List.of("p", "q")) {
            acknowledge(profile, ONE, 7);
            acknowledge(profile, OTHER, 7);
        }
        later();

        database.await(
                database.pool()
                        .withTransaction(
                                tx ->
                                        tx.query(
                                                        "select from subject where profile_id = 'p'"
                                                                + " for update")
                                                .execute()
                                                .chain(settled::settle)));

        assertThat(rows()).hasSize(2).allMatch(row -> row.startsWith("p "));
    }

    @Test
    void withoutPointsNobodyWaitsAndWhatIsOldGoes() {
        subject("p", 7);
        acknowledge("p", ONE, 7);
        later();

        database.await(
                new SettledAcks(database.pool(), new Fence(database.pool(), settings(Set.of())))
                        .settle());

        assertThat(rows()).isEmpty();
        assertThat(enforced("p", 7)).isFalse();
    }

    @Test
    void thoseWhoWaitStopNobodyAfterThem() {
        database.execute(
                """
                insert into subject (profile_id, ack_wanted) select 'a' || n, 7 from generate_series(1, 1500) n;
                insert into fence_ack (profile_id, point, version, at)
                select 'a' || n, 'identity-service', 7, now() - interval '2 hours'
                from generate_series(1, 1500) n;
                """);
        subject("z", 7);
        acknowledge("z", ONE, 7);
        acknowledge("z", OTHER, 7);
        later();

        settle();

        assertThat(rows()).hasSize(1500).noneMatch(row -> row.startsWith("z "));
    }

    private void settle() {
        database.await(settled.settle());
    }

    private static void subject(String profileId, long ackWanted) {
        database.execute(
                "insert into subject (profile_id, ack_wanted) values ('%s', %d)"
                        .formatted(profileId, ackWanted));
    }

    private void acknowledge(String profileId, String point, long version) {
        database.await(fence.acknowledge(List.of(new FenceAck(profileId, point, version))));
    }

    private static void later() {
        database.execute("update fence_ack set at = at - interval '2 hours'");
    }

    private boolean enforced(String profileId, long version) {
        return new Waiter(
                        Map.of(profileId, version),
                        database.await(fence.acknowledged(database.pool(), List.of(profileId))),
                        fence.points())
                .pending()
                .isEmpty();
    }

    private static List<String> rows() {
        return database.column(
                "select profile_id || ' ' || point || ' ' || version from fence_ack order by 1");
    }

    private static FenceSettings settings(Set<String> points) {
        return new FenceSettings() {
            @Override
            public Optional<Set<String>> points() {
                return Optional.of(points);
            }

            @Override
            public Duration usualWait() {
                return Duration.ofSeconds(30);
            }

            @Override
            public Duration longestWait() {
                return Duration.ofSeconds(120);
            }
        };
    }
}
