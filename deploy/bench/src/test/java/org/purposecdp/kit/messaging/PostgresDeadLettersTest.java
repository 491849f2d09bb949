package org.purposecdp.kit.messaging;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import io.smallrye.mutiny.Uni;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.purposecdp.identity.Database;

import static org.assertj.core.api.Assertions.assertThat;

/** The letters, in PostgreSQL. */
class PostgresDeadLettersTest {
    private static final String TOPIC = "cdp.records.resolved.v1";
    private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.MILLIS);

    private static Database database;

    private final PostgresDeadLetters letters = new PostgresDeadLetters(database.pool());

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
        database.execute("truncate dead_letter");
    }

    @Test
    void aLetterComesBackAsItWas() {
        SealedLetter odd = letter(1, "n", NOW, new byte[] {0, -1, '{', 0});
        SealedLetter bare =
                new SealedLetter(letter(2, null, NOW, null).letter(), Map.of(), null, null);

        assertThat(await(letters.keep(List.of(odd, bare)))).containsOnly("T.0.1", "T.0.2");

        SealedLetter found = await(letters.find("T.0.1")).orElseThrow();
        assertThat(found.letter()).isEqualTo(odd.letter());
        assertThat(found.headers()).isEqualTo(odd.headers());
        assertThat(found.key()).isEqualTo(odd.key());
        assertThat(found.value()).isEqualTo(odd.value());
        assertThat(await(letters.find("T.0.2")).orElseThrow()).isEqualTo(bare);
        assertThat(await(letters.find("T.0.3"))).isEmpty();
    }

    @Test
    void keptByTwoInstancesAtOnceItIsOneLetterAndNewToOneOfThem() {
        PostgresDeadLetters other = new PostgresDeadLetters(database.pool());
        List<SealedLetter> same =
                IntStream.range(0, 50).mapToObj(i -> letter(i, "n", NOW, new byte[] {1})).toList();

        var fresh =
                await(
                        Uni.combine()
                                .all()
                                .unis(letters.keep(same), other.keep(same))
                                .with((mine, others) -> mine.size() + others.size()));

        assertThat(fresh).isEqualTo(50);
        assertThat(await(letters.page(null, null, 100))).hasSize(50);
    }

    @Test
    void aRepeatChangesNothing() {
        await(letters.keep(List.of(letter(1, "n", NOW, new byte[] {1}))));
        await(letters.replayed("T.0.1", NOW));

        assertThat(await(letters.keep(List.of(letter(1, "n", NOW.plusSeconds(9), new byte[] {2})))))
                .isEmpty();

        SealedLetter kept = await(letters.find("T.0.1")).orElseThrow();
        assertThat(kept.value()).containsExactly(1);
        assertThat(kept.letter().replayedAt()).isEqualTo(NOW);
    }

    @Test
    void pagesGoFromTheNewestToTheOldest() {
        List<SealedLetter> all = new ArrayList<>();
        for (int i = 0; i < 25; i++) {
            // Some were kept at the same moment.
            all.add(letter(i, "n", NOW.plusMillis(i / 3), new byte[] {1}));
        }
        await(letters.keep(all));

        List<DeadLetter> seen = new ArrayList<>();
        LetterCursor after = null;
        for (int i = 0; i < 3; i++) {
            List<DeadLetter> page = await(letters.page(TOPIC, after, 10));
            seen.addAll(page);
            DeadLetter last = page.get(page.size() - 1);
            after = new LetterCursor(last.keptAt(), last.id());
        }

        assertThat(seen).hasSize(25).doesNotHaveDuplicates();
        assertThat(seen)
                .extracting(DeadLetter::keptAt)
                .isSortedAccordingTo((a, b) -> b.compareTo(a));
        assertThat(await(letters.page("cdp.fence.acks.v1", null, 10))).isEmpty();
    }

    @Test
    void afterFourteenDaysTheyAreGoneHoweverMany() {
        List<SealedLetter> old =
                IntStream.range(0, 1_500)
                        .mapToObj(
                                i -> letter(i, "n", NOW.minus(Duration.ofDays(15)), new byte[] {1}))
                        .toList();
        await(letters.keep(old));
        await(
                letters.keep(
                        List.of(
                                letter(
                                        5_000,
                                        "n",
                                        NOW.minus(Duration.ofDays(13)),
                                        new byte[] {1}))));

        await(letters.expire());

        assertThat(await(letters.page(null, null, 10)))
                .extracting(DeadLetter::offset)
                .containsExactly(5_000L);
    }

    @Test
    void aNodesLettersGoWithWhatIsErasedOfIt() {
        await(
                letters.keep(
                        List.of(
                                letter(1, "n", NOW.minusSeconds(60), new byte[] {1}),
                                letter(2, "n", NOW, new byte[] {1}),
                                letter(3, "other", NOW.minusSeconds(60), new byte[] {1}))));

        await(
                database.pool()
                        .withTransaction(
                                tx ->
                                        PostgresDeadLetters.erase(
                                                tx, Map.of("n", NOW.minusSeconds(30)))));

        assertThat(await(letters.page(null, null, 10)))
                .extracting(DeadLetter::offset)
                .containsExactlyInAnyOrder(2L, 3L);
    }

    private static SealedLetter letter(int offset, String key, Instant at, byte[] value) {
        DeadLetter letter =
                new DeadLetter(
                        "T.0." + offset,
                        TOPIC,
                        0,
                        offset,
                        key,
                        "not a ResolvedRecord",
                        at,
                        at,
                        null);
        return new SealedLetter(
                letter, Map.of("ce_type", "record.resolved.v1"), new byte[] {7}, value);
    }

    private static <T> T await(Uni<T> uni) {
        return database.await(uni);
    }
}
