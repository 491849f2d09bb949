package org.purposecdp.kit.messaging;

import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.Uni;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.purposecdp.kit.messaging.Batches.Item;
import org.purposecdp.kit.messaging.Batches.Unreadable;
import org.purposecdp.kit.problem.CommonProblem;
import org.purposecdp.kit.problem.ProblemException;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class DeadLettersTest {
    private static final String TOPIC = "cdp.records.resolved.v1";
    private static final String NODE = "0123456789abcdef0123456789abcdef";

    private final SentRecords sent = new SentRecords();
    private final LettersInMemory store = new LettersInMemory();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final DeadLetters letters = letters((byte) 1);

    private DeadLetters letters(byte key) {
        byte[] bytes = new byte[32];
        Arrays.fill(bytes, key);
        TopicIds ids =
                new TopicIds(null) {
                    @Override
                    Uni<Map<String, String>> of(Collection<String> names) {
                        return Uni.createFrom()
                                .item(
                                        names.stream()
                                                .collect(
                                                        Collectors.toMap(
                                                                name -> name, name -> "T")));
                    }
                };
        return new DeadLetters(sent, store, ids, meters, Base64.getEncoder().encodeToString(bytes));
    }

    @AfterEach
    void close() {
        sent.close();
    }

    @Test
    void whatAMessageSaysIsNeitherToldNorKeptInPlainText() {
        byte[] value = "{\"email\":\"aino@example.org\"".getBytes(UTF_8);

        set(message(7, NODE, value));

        ProducerRecord<String, byte[]> told = sent.records.get(0);
        assertThat(told.topic()).isEqualTo(TOPIC + ".dlq");
        assertThat(told.key()).isEqualTo(NODE);
        assertThat(told.value()).isNull();
        assertThat(headers(told))
                .containsEntry("cdp-reason", "not a ResolvedRecord")
                .containsEntry("cdp-partition", "3")
                .containsEntry("cdp-offset", "7");
        SealedLetter kept = store.letters.get("T.3.7");
        assertThat(kept.letter().key()).isEqualTo(NODE);
        assertThat(new String(kept.value(), ISO_8859_1)).doesNotContain("aino");
    }

    @Test
    void aKeyOrHeaderThatIsNotOursIsNotCopied() {
        var message = message(7, "aino@example.org", new byte[] {1});
        message.headers()
                .add("ce_type", "record.resolved.v1".getBytes(UTF_8))
                .add("ce_source", "aino@example.org".getBytes(UTF_8))
                .add("ce_id", "x".repeat(10_000).getBytes(UTF_8))
                .add("ce_time", new byte[] {(byte) 0xff, 0})
                .add("traceparent", null)
                .add("email", "aino@example.org".getBytes(UTF_8));

        set(message);

        assertThat(headers(sent.records.get(0)))
                .containsOnlyKeys("ce_type", "cdp-reason", "cdp-partition", "cdp-offset");
        assertThat(sent.records.get(0).key()).matches("[0-9a-f]{32}");
        assertThat(store.letters.get("T.3.7").letter().key()).matches("[0-9a-f]{32}");
        assertThat(new String(store.letters.get("T.3.7").key(), ISO_8859_1)).doesNotContain("aino");
    }

    @Test
    void itIsReplayedAsItCameAndOnceOnly() {
        byte[] odd = {0, (byte) 0xff, '{', (byte) 0xed, (byte) 0xa0, (byte) 0x80, 0};
        var message = message(7, "k\u0000\ufffd", odd);
        message.headers().add("ce_type", "record.resolved.v1".getBytes(UTF_8));
        set(message);
        sent.records.clear();

        DeadLetter replayed = letters.replay("T.3.7").await().indefinitely();

        ProducerRecord<String, byte[]> again = sent.records.get(0);
        assertThat(again.topic()).isEqualTo(TOPIC);
        assertThat(again.partition()).isEqualTo(3);
        assertThat(again.key()).isEqualTo("k\u0000\ufffd");
        assertThat(again.value()).isEqualTo(odd);
        assertThat(headers(again))
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("ce_type", "record.resolved.v1", "cdp-replayed", "T.3.7"));
        assertThat(replayed.replayedAt()).isNotNull();
        refused(letters, "T.3.7", CommonProblem.CONFLICT);
        assertThat(sent.records).hasSize(1);
    }

    @Test
    void aMessageWithoutKeyOrValueComesBackWithoutIt() {
        set(message(7, null, null));
        sent.records.clear();

        letters.replay("T.3.7").await().indefinitely();

        assertThat(sent.records.get(0).key()).isNull();
        assertThat(sent.records.get(0).value()).isNull();
    }

    @Test
    void whatFailsAgainIsAnotherLetterAndTellsOfWhich() {
        var message = message(9, NODE, new byte[] {1});
        message.headers().add("cdp-replayed", "T.3.7".getBytes(UTF_8));

        set(message);
        sent.records.clear();
        letters.replay("T.3.9").await().indefinitely();

        assertThat(store.letters.get("T.3.9").headers()).containsEntry("cdp-replayed", "T.3.7");
        assertThat(headers(sent.records.get(0))).containsEntry("cdp-replayed", "T.3.9");
    }

    @Test
    void nobodyReplaysWhatIsNotThereOrWasSealedUnderAnotherKey() {
        set(message(7, NODE, new byte[] {1}));
        sent.records.clear();

        refused(letters, "T.3.8", CommonProblem.NOT_FOUND);
        refused(letters((byte) 2), "T.3.7", CommonProblem.CONFLICT);

        assertThat(sent.records).isEmpty();
    }

    /** The consumer does it all again, and the offset is not committed before. */
    @Test
    void whileTheStoreIsAwayItFailsAndNothingIsTold() {
        var message = message(7, NODE, new byte[] {1});
        store.failures = 1;

        assertThatThrownBy(() -> set(message)).hasMessage("the store is away");
        assertThat(sent.records).isEmpty();

        set(message);
        assertThat(store.letters).containsOnlyKeys("T.3.7");
        assertThat(sent.records).hasSize(1);
    }

    @Test
    void theSameMessageComeAgainIsCountedOnce() {
        var message = message(7, NODE, new byte[] {1});

        set(message);
        set(message);

        assertThat(store.letters).hasSize(1);
        assertThat(meters.counter("cdp.dead.letters", "topic", TOPIC).count()).isEqualTo(1);
    }

    @Test
    void whatCannotBeTakenIsSetAsideAndItsNeighboursAreTaken() {
        List<Item<String>> items =
                List.of("good", "bad", "fine").stream()
                        .map(word -> new Item<>(word, message(word.length(), NODE, null), null))
                        .toList();
        List<String> taken = new java.util.ArrayList<>();

        letters.take(
                        items,
                        some -> {
                            if (some.stream().anyMatch(item -> item.value().equals("bad"))) {
                                throw new IllegalArgumentException("aino@example.org");
                            }
                            some.forEach(item -> taken.add(item.value()));
                            return Uni.createFrom().voidItem();
                        })
                .await()
                .indefinitely();

        assertThat(taken).containsExactly("good", "fine");
        assertThat(store.letters.get("T.3.3").letter().reason())
                .isEqualTo("failed with IllegalArgumentException");
    }

    private static void refused(DeadLetters letters, String id, CommonProblem why) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> letters.replay(id).await().indefinitely())
                .satisfies(refusal -> assertThat(refusal.type()).isEqualTo(why));
    }

    private void set(ConsumerRecord<String, byte[]> message) {
        letters.send(List.of(new Unreadable(message, "not a ResolvedRecord")))
                .await()
                .indefinitely();
    }

    private static ConsumerRecord<String, byte[]> message(long offset, String key, byte[] value) {
        return new ConsumerRecord<>(
                TOPIC,
                3,
                offset,
                1_700_000_000_000L,
                TimestampType.LOG_APPEND_TIME,
                0,
                0,
                key,
                value,
                new RecordHeaders(),
                Optional.empty());
    }

    private static Map<String, String> headers(ProducerRecord<String, byte[]> record) {
        return Arrays.stream(record.headers().toArray())
                .collect(
                        Collectors.toMap(Header::key, header -> new String(header.value(), UTF_8)));
    }
}
