package org.purposecdp.consent.notice;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;

import io.smallrye.mutiny.Uni;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.purposecdp.consent.Database;

import static org.assertj.core.api.Assertions.assertThat;

/** Notices given, in PostgreSQL. */
class GivenNoticesTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private static Database database;

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
        database.execute("truncate notice_given");
    }

    @Test
    void givenAgainItIsOneRowOfTheFirstTime() {
        String id = given("aino", 1, NOON);

        assertThat(given("aino", 1, NOON)).isEqualTo(id);
        assertThat(given("aino", 1, NOON.plusSeconds(60))).isEqualTo(id);

        assertThat(rows()).containsExactly("aino 1 2026-01-01 12:00:00+00");
    }

    @Test
    void anEarlierTimeThatIsToldLaterCounts() {
        String id = given("aino", 1, NOON);

        assertThat(given("aino", 1, NOON.minus(Duration.ofDays(1)))).isEqualTo(id);

        assertThat(rows()).containsExactly("aino 1 2025-12-31 12:00:00+00");
    }

    @Test
    void anotherVersionOrIdentifierIsAnotherRow() {
        given("aino", 1, NOON);
        given("aino", 2, NOON);
        given("bertta", 1, NOON);

        assertThat(rows()).hasSize(3);
    }

    @Test
    void givenByManyAtOnceItIsOneRow() {
        database.await(
                Uni.join()
                        .all(
                                IntStream.range(0, 20)
                                        .mapToObj(i -> put("aino", 1, NOON.plusSeconds(i)))
                                        .toList())
                        .andFailFast());

        assertThat(rows()).containsExactly("aino 1 2026-01-01 12:00:00+00");
    }

    private static String given(String pseudonym, int version, Instant at) {
        return database.await(put(pseudonym, version, at));
    }

    private static Uni<String> put(String pseudonym, int version, Instant at) {
        return database.pool()
                .withTransaction(
                        tx ->
                                GivenNotices.put(
                                        tx,
                                        new GivenNotices.Given(
                                                "privacy", version, at, pseudonym, at, "shop")));
    }

    private static java.util.List<String> rows() {
        return database.column(
                """
                select pseudonym || ' ' || version || ' ' || (at at time zone 'UTC') || '+00'
                from notice_given order by pseudonym, version
                """);
    }
}
