package org.purposecdp.identity.record;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.purposecdp.contracts.identifier.Identifier;
import org.purposecdp.contracts.identifier.IdentityRules;
import org.purposecdp.contracts.identifier.Normaliser;
import org.purposecdp.contracts.identifier.Pseudonyms;
import org.purposecdp.contracts.record.SourceKind;
import org.purposecdp.contracts.record.Word;
import org.purposecdp.identity.capture.InvalidEvent;
import org.purposecdp.identity.capture.Reading;
import org.purposecdp.identity.source.Source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

class PartnerRecordsTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Source SHOP =
            new Source("shop", SourceKind.SERVER, "Shop", null, null, null, 1, NOW);

    private final PartnerRecords records =
            new PartnerRecords(
                    () -> new Normaliser(IdentityRules.DEFAULT),
                    Pseudonyms.ofKey("MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE="));

    @Test
    void aRecordIsReadInOurOwnForm() throws IOException {
        Reading reading =
                read(
                        """
                        {"messageId":"m1","identifiers":{"email":["A@example.com"],"user_id":7},
                         "traits":{"firstName":"Aino"},"event":{"name":"Order Completed","properties":{"total":1.5}},
                         "consent":{"marketing":false},"occurredAt":"2026-03-01T11:00:00Z"}
                        """);

        assertThat(reading.record().identifiers())
                .containsExactly(
                        new Identifier("email", "a@example.com"), new Identifier("user_id", "7"));
        assertThat(reading.record().event().name()).isEqualTo("Order Completed");
        assertThat(reading.record().consent()).isEqualTo(Map.of("marketing", Word.NO));
        assertThat(reading.record().occurredAt()).isEqualTo("2026-03-01T11:00:00Z");
        assertThat(reading.record().timed()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"ads\":\"denied\",\"stats\":true} | ads=NO stats=YES",
                "{\"ads\":\"dennied\"} | ads=UNCLEAR",
                "{\"ads\":null} | ads=UNCLEAR",
                "[{\"ads\":false}] | *=UNCLEAR",
                "\"no\" | *=NO",
                "{} | nothing",
                "null | nothing"
            })
    void aConsentWrittenInAnotherWayDeniesAndDoesNotMakeTheRecordInvalid(
            String consent, String said) throws IOException {
        Reading reading =
                read(
                        "{\"messageId\":\"m\",\"identifiers\":{\"user_id\":\"u\"},\"consent\":%s}"
                                .formatted(consent));
        assertThat(reading.invalid()).isNull();
        assertThat(reading.record().timed()).isFalse();
        String words =
                reading.record().consent() == null
                        ? "nothing"
                        : new TreeMap<>(reading.record().consent())
                                .entrySet().stream().map(Object::toString).collect(joining(" "));
        assertThat(words).isEqualTo(said);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "7 | NOT_AN_OBJECT",
                "{\"identifiers\":{\"user_id\":\"u\"}} | NO_MESSAGE_ID",
                "{\"messageId\":\"m\"} | NO_IDENTIFIER",
                "{\"messageId\":\"m\",\"identifiers\":{\"email\":\"aino\"}} | NO_IDENTIFIER",
                "{\"messageId\":\"m\",\"identifiers\":{\"user_id\":\"n/a\",\"email\":\"x\"}} | IDENTIFIER_OF_NOBODY",
                "{\"messageId\":\"m\",\"identifiers\":{\"user_id\":\"a\u202Eb\"}} | UNREADABLE_IDENTIFIER",
                "{\"messageId\":\"m\",\"identifiers\":{\"user_id\":\"a\\u0007b\"}} | UNREADABLE_IDENTIFIER",
                "{\"messageId\":\"m\",\"identifiers\":{\"user_id\":\"u\"},\"event\":\"Order\"} | BAD_FIELD",
                "{\"messageId\":\"m\",\"identifiers\":{\"user_id\":\"u\"},\"event\":{}} | NO_EVENT_NAME",
                "{\"messageId\":\"m\",\"identifiers\":[\"u\"]} | BAD_FIELD",
                "{\"messageId\":\"m\",\"identifiers\":{\"user_id\":\"u\"},\"occurredAt\":\"soon\"} | BAD_TIMESTAMP",
                "{\"messageId\":\"m\",\"identifiers\":{\"user_id\":\"u\"},\"occurredAt\":\"-999999999-01-01T00:00:00Z\"} | BAD_TIMESTAMP"
            })
    void whatIsNoRecordSaysWhy(String record, InvalidEvent reason) throws IOException {
        assertThat(read(record).invalid()).isEqualTo(reason);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'messageId':'m','occurredAt':'soon' | BAD_TIMESTAMP",
                "'messageId':'m','traits':7 | BAD_FIELD",
                "'messageId':'m','event':{} | NO_EVENT_NAME",
                "'traits':{} | NO_MESSAGE_ID"
            })
    void theNoOfARefusedRecordIsToldAlone(String wrong, InvalidEvent reason) throws IOException {
        String record =
                "{'identifiers':{'user_id':['u'],'email':'x'},'consent':{'ads':'no','stats':true},%s}";
        Reading reading = read(record.formatted(wrong).replace('\'', '"'));

        assertThat(reading.record()).isNull();
        assertThat(reading.invalid()).isEqualTo(reason);
        assertThat(reading.word().consent()).isEqualTo(Map.of("ads", Word.NO));
        assertThat(reading.word().identifiers()).containsExactly(new Identifier("user_id", "u"));
    }

    @Test
    void anEmptyMapMayBeAListAndATimeHaveABlank() throws IOException {
        Reading reading =
                read(
                        """
                        {"messageId":"m","identifiers":{"user_id":"u"},"traits":[],"event":[],
                         "occurredAt":"2026-03-01 11:00:00"}
                        """);

        assertThat(reading.record().traits()).isEmpty();
        assertThat(reading.record().occurredAt()).isEqualTo("2026-03-01T11:00:00Z");
    }

    @Test
    void aLongMessageIdIsRefused() throws IOException {
        assertThat(read("{\"messageId\":\"" + "m".repeat(101) + "\"}").invalid())
                .isEqualTo(InvalidEvent.MESSAGE_ID_TOO_LONG);
    }

    /** In its normal form: what is written twice counts once. */
    @Test
    void aRecordOfTooManyIdentifiersIsNone() throws IOException {
        assertThat(read(withIdentifiers(20)).record().identifiers()).hasSize(20);
        assertThat(read(withIdentifiers(21)).invalid())
                .isEqualTo(InvalidEvent.TOO_MANY_IDENTIFIERS);
        assertThat(read(withIdentifiers(2_000)).invalid())
                .isEqualTo(InvalidEvent.TOO_MANY_IDENTIFIERS);
    }

    private static String withIdentifiers(int many) {
        String values =
                IntStream.range(0, many)
                        .mapToObj(i -> "\"d%d\",\" d%d\"".formatted(i, i))
                        .collect(joining(","));
        return "{\"messageId\":\"m\",\"identifiers\":{\"device_id\":[%s]}}".formatted(values);
    }

    private Reading read(String record) throws IOException {
        return records.read(
                RecordStream.of(new ByteArrayInputStream(record.getBytes(UTF_8)), false)
                        .next()
                        .orElseThrow(),
                SHOP,
                NOW);
    }
}
