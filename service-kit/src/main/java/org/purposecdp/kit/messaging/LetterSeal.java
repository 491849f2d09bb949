package org.purposecdp.kit.messaging;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

import org.purposecdp.contracts.identifier.Pseudonyms;
import org.purposecdp.contracts.text.Shape;
import org.purposecdp.kit.messaging.Batches.Unreadable;
import org.purposecdp.kit.secret.Sealed;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Makes a letter of a message, and the message of a letter. */
final class LetterSeal {
    private static final Shape PSEUDONYM = Shape.of(32, "[0-9a-f]{32}");

    private final Pseudonyms pseudonyms;
    private final Sealed sealed;

    LetterSeal(Pseudonyms pseudonyms) {
        this.pseudonyms = pseudonyms;
        this.sealed = new Sealed(pseudonyms.derived("dead letters"));
    }

    SealedLetter seal(Unreadable message, String topicId, Instant now) {
        ConsumerRecord<String, byte[]> record = message.record();
        String id = topicId + "." + record.partition() + "." + record.offset();
        DeadLetter letter =
                new DeadLetter(
                        id,
                        record.topic(),
                        record.partition(),
                        record.offset(),
                        pseudonym(record.key()),
                        message.reason(),
                        Instant.ofEpochMilli(record.timestamp()),
                        now.truncatedTo(ChronoUnit.MILLIS),
                        null);
        return new SealedLetter(
                letter,
                OurHeaders.of(record.headers()),
                seal(record.key() == null ? null : record.key().getBytes(UTF_8), ownerOfKey(id)),
                seal(record.value(), ownerOfValue(id)));
    }

    /** All keys are, but of a message that nobody can read who knows. */
    private String pseudonym(String key) {
        return key == null || PSEUDONYM.fits(key) ? key : pseudonyms.record("dead letter", key);
    }

    private byte[] seal(byte[] plain, String owner) {
        return plain == null ? null : sealed.seal(plain, owner);
    }

    /**
     * @throws IllegalStateException when it was sealed under another key
     */
    ProducerRecord<String, byte[]> message(SealedLetter kept) {
        DeadLetter letter = kept.letter();
        byte[] key = open(kept.key(), ownerOfKey(letter.id()));
        ProducerRecord<String, byte[]> message =
                new ProducerRecord<>(
                        letter.topic(),
                        letter.partition(),
                        key == null ? null : new String(key, UTF_8),
                        open(kept.value(), ownerOfValue(letter.id())));
        add(message, kept.headers());
        message.headers().remove(OurHeaders.REPLAYED);
        add(message, Map.of(OurHeaders.REPLAYED, letter.id()));
        return message;
    }

    private byte[] open(byte[] secret, String owner) {
        return secret == null ? null : sealed.open(secret, owner);
    }

    private static String ownerOfKey(String id) {
        return "key of " + id;
    }

    private static String ownerOfValue(String id) {
        return "value of " + id;
    }

    /** What {@code <topic>.dlq} tells of it: all but the value. */
    static ProducerRecord<String, byte[]> notice(SealedLetter kept) {
        DeadLetter letter = kept.letter();
        ProducerRecord<String, byte[]> notice =
                new ProducerRecord<>(letter.topic() + ".dlq", letter.key(), null);
        add(notice, kept.headers());
        add(
                notice,
                Map.of(
                        "cdp-reason", letter.reason(),
                        "cdp-partition", "" + letter.partition(),
                        "cdp-offset", "" + letter.offset()));
        return notice;
    }

    private static void add(ProducerRecord<String, byte[]> record, Map<String, String> headers) {
        headers.forEach((name, value) -> record.headers().add(name, Batches.utf8(value)));
    }
}
