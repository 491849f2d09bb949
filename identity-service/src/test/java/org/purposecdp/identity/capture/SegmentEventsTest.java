package org.purposecdp.identity.capture;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.purposecdp.contracts.identifier.Identifier;
import org.purposecdp.contracts.identifier.IdentityRules;
import org.purposecdp.contracts.identifier.Normaliser;
import org.purposecdp.contracts.identifier.Pseudonyms;
import org.purposecdp.contracts.json.Json;
import org.purposecdp.contracts.record.SourceKind;
import org.purposecdp.contracts.record.Word;
import org.purposecdp.identity.capture.BoundedJson.Value;
import org.purposecdp.identity.capture.SegmentEvents.Envelope;
import org.purposecdp.identity.source.Source;

import static org.assertj.core.api.Assertions.assertThat;

class SegmentEventsTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Source WEB =
            new Source("web", SourceKind.PUBLIC, "Web", null, null, null, 1, NOW);

    private final SegmentEvents events =
            new SegmentEvents(
                    () -> new Normaliser(IdentityRules.DEFAULT),
                    Pseudonyms.ofKey("MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE="));

    @Test
    void anEventOfTheSpecBecomesARecord() {
        Reading reading =
                batch(
                        """
                        {"type":"track","event":"Order Completed","userId":"u1","anonymousId":"a1",
                         "messageId":"m1","timestamp":"2026-03-01T11:59:00Z","properties":{"total":12.50},
                         "context":{"consent":{"categoryPreferences":{"Advertising":true}},"device":{"id":"d1"},
                          "externalIds":[{"id":"040 1234567","type":"phone","collection":"users","encoding":"none"}]}}
                        """,
                        null);

        assertThat(reading.record().identifiers())
                .containsExactly(
                        new Identifier("anonymous_id", "a1"),
                        new Identifier("device_id", "d1"),
                        new Identifier("phone", "+358401234567"),
                        new Identifier("user_id", "u1"));
        assertThat(reading.record().event().name()).isEqualTo("Order Completed");
        assertThat(reading.record().consent()).isEqualTo(Map.of("Advertising", Word.YES));
        assertThat(reading.record().occurredAt()).isEqualTo("2026-03-01T11:59:00Z");
    }

    @Test
    void aClockThatIsAheadIsCorrectedBySentAt() {
        Reading reading =
                batch(
                        """
                        {"type":"page","anonymousId":"a1","originalTimestamp":"2030-01-01T00:00:00.000Z"}
                        """,
                        Instant.parse("2030-01-01T00:00:10Z"));

        assertThat(reading.record().occurredAt()).isEqualTo(NOW.minusSeconds(10));
        assertThat(reading.record().event().name()).isEqualTo("page");
    }

    @Test
    void theContextOfTheRootHoldsForAnEventThatHasNone() {
        JsonNode root =
                json("{\"device\":{\"id\":\"d9\"},\"consent\":{\"categoryPreferences\":{}}}");
        Reading reading =
                events.read(
                        json(
                                "{\"type\":\"identify\",\"userId\":\"u1\",\"traits\":{\"email\":\"A@B.fi\"}}"),
                        new Envelope(WEB, null, root, Optional.empty(), NOW));

        assertThat(reading.record().identifiers())
                .contains(new Identifier("device_id", "d9"), new Identifier("email", "a@b.fi"));
        assertThat(reading.record().consent()).isEqualTo(Map.of("*", Word.NO));
    }

    @Test
    void rudderStackDenialWinsOverItsAllowance() {
        Reading reading =
                batch(
                        """
                        {"type":"identify","userId":"u1","context":{"consentManagement":
                         {"allowedConsentIds":["ads","stats"],"deniedConsentIds":["ads"]}}}
                        """,
                        null);

        assertThat(reading.record().consent()).isEqualTo(Map.of("ads", Word.NO, "stats", Word.YES));
    }

    @Test
    void aRecordTellsWhetherItsTimeIsItsOwn() {
        String page = "{\"type\":\"page\",\"anonymousId\":\"a1\"%s}";
        assertThat(batch(page.formatted(""), null).record().timed()).isFalse();
        assertThat(
                        batch(page.formatted(",\"timestamp\":\"2020-01-01T00:00:00Z\""), null)
                                .record()
                                .timed())
                .isTrue();
        assertThat(
                        batch(page.formatted(",\"timestamp\":\"2099-01-01T00:00:00Z\""), null)
                                .record()
                                .timed())
                .isFalse();
    }

    /** As PHP's json_encode does. */
    @Test
    void anEmptyMapMayBeWrittenAsAList() {
        Reading reading =
                batch(
                        """
                        {"type":"identify","userId":"u1","traits":[],"properties":[],
                         "context":{"traits":[],"device":[],"consent":{"categoryPreferences":{"ads":false}}}}
                        """,
                        null);

        assertThat(reading.record().traits()).isEmpty();
        assertThat(reading.record().consent()).isEqualTo(Map.of("ads", Word.NO));
    }

    @Test
    void aClockThatWasNeverSetCorrectsNothing() {
        Reading reading =
                events.read(
                        json(
                                """
                                {"type":"page","userId":"u1","sentAt":"0001-01-01T00:00:00Z",
                                 "timestamp":"2026-03-01 11:00:00 UTC"}
                                """),
                        new Envelope(WEB, null, null, Optional.empty(), NOW));

        assertThat(reading.record().occurredAt()).isEqualTo("2026-03-01T11:00:00Z");
    }

    @Test
    void theTraitsOfAGroupAreNotThePersons() {
        Reading reading =
                batch(
                        """
                        {"type":"group","userId":"u1","groupId":"g1","traits":{"name":"Acme Oy"}}
                        """,
                        null);

        assertThat(reading.record().traits()).isEmpty();
        assertThat(reading.record().event().properties())
                .isEqualTo(Map.of("name", "Acme Oy", "groupId", "g1"));
    }

    @Test
    void theTimeThatTheSenderGivesIsBeforeTheOneOfItsSdk() {
        Reading reading =
                batch(
                        """
                        {"type":"page","userId":"u1","timestamp":"2026-02-01T00:00:00Z",
                         "originalTimestamp":"2026-03-01T11:59:59Z"}
                        """,
                        NOW);

        assertThat(reading.record().occurredAt()).isEqualTo("2026-02-01T00:00:00Z");
    }

    @Test
    void aSendersClockThatCannotBeReadCorrectsNothing() {
        Reading reading =
                batch(
                        """
                        {"type":"page","userId":"u1","timestamp":"2026-03-01T11:00:00Z","sentAt":"never"}
                        """,
                        null);

        assertThat(reading.record().occurredAt()).isEqualTo("2026-03-01T11:00:00Z");
    }

    @Test
    void aTimeThatWasNeverSetCorrectsNothingAndSaysNothing() {
        Reading sent =
                batch(
                        """
                        {"type":"page","userId":"u1","timestamp":"2026-03-01T11:00:00Z",
                         "sentAt":"0001-01-01T00:00:00Z"}
                        """,
                        NOW.plusSeconds(60));
        Reading said =
                batch(
                        """
                        {"type":"page","userId":"u1","timestamp":"0001-01-01T00:00:00Z"}
                        """,
                        null);

        assertThat(sent.record().occurredAt()).isEqualTo("2026-03-01T10:59:00Z");
        assertThat(said.record().occurredAt()).isEqualTo(NOW);
        assertThat(said.record().timed()).isFalse();
    }

    /** An SDK sends the same body again until it is answered. */
    @Test
    void aChoiceThatIsSentAgainWasStillMadeWhenItWasMade() {
        Reading reading =
                batch(
                        """
                        {"type":"track","userId":"u1","event":"Segment Consent Preference Updated",
                         "timestamp":"2026-03-01T11:59:56Z","context":{"consent":
                         {"categoryPreferences":{"marketing":true}}}}
                        """,
                        NOW.minusSeconds(4));

        assertThat(reading.record().occurredAt()).isEqualTo("2026-03-01T11:59:56Z");
    }

    @Test
    void aChoiceWrittenAsTextIsHeard() {
        Reading reading =
                batch(
                        """
                        {"type":"page","userId":"u1","context":{"consent":{"categoryPreferences":
                         {"Ads":"false","Stats":"true","Other":7}}}}
                        """,
                        null);

        assertThat(reading.record().consent())
                .isEqualTo(Map.of("Ads", Word.NO, "Stats", Word.YES, "Other", Word.UNCLEAR));
    }

    @Test
    void theIdsOfACompanyAreNotThePersons() {
        Reading reading =
                batch(
                        """
                        {"type":"page","userId":"u1","context":{"externalIds":[
                         {"id":"c1","type":"loyalty_id","collection":"accounts","encoding":"none"},
                         {"id":"h1","type":"loyalty_id","collection":"users","encoding":"md5"},
                         {"id":"25e8adabd6f4603ae70e9bcd7d6868384aa690eaa3d07c899df9600f65cb8f10","type":"email","encoding":"sha256"},
                         {"id":"l1","type":"loyalty_id"}]}}
                        """,
                        null);

        assertThat(reading.record().identifiers())
                .containsExactly(
                        new Identifier(
                                "email",
                                "sha256:"
                                        + "25e8adabd6f4603ae70e9bcd7d6868384aa690eaa3d07c899df9600f65cb8f10"),
                        new Identifier("loyalty_id", "l1"),
                        new Identifier("user_id", "u1"));
    }

    @Test
    void anEventOfTooManyIdentifiersIsNoRecord() {
        assertThat(batch(withDevices(19), null).record().identifiers()).hasSize(20);
        assertThat(batch(withDevices(20), null).invalid())
                .isEqualTo(InvalidEvent.TOO_MANY_IDENTIFIERS);
    }

    private static String withDevices(int many) {
        return IntStream.range(0, many)
                .mapToObj("{\"id\":\"d%d\",\"type\":\"device_id\"}"::formatted)
                .collect(
                        Collectors.joining(
                                ",",
                                "{\"type\":\"page\",\"userId\":\"u\",\"context\":{\"externalIds\":[",
                                "]}}"));
    }

    @Test
    void aPhoneMayBeANumber() {
        Reading reading =
                batch(
                        "{\"type\":\"identify\",\"userId\":\"u\",\"traits\":{\"phone\":358401234567}}",
                        null);

        assertThat(reading.record().identifiers())
                .contains(new Identifier("phone", "+358401234567"));
    }

    @Test
    void anIdThatLostALetterNamesNobody() {
        assertThat(batch("{\"type\":\"page\",\"userId\":\"u\uFFFD\"}", null).invalid())
                .isEqualTo(InvalidEvent.UNREADABLE_IDENTIFIER);
        assertThat(
                        batch(
                                        "{\"type\":\"page\",\"userId\":\"u\",\"messageId\":\"m\uFFFD\"}",
                                        null)
                                .invalid())
                .isEqualTo(InvalidEvent.BAD_FIELD);
    }

    @Test
    void whoIsAGuestIsNobodyAndWhoIsSomebodyBesidesLosesTheWord() {
        assertThat(
                        batch(
                                        """
                                        {"type":"page","userId":"guest","anonymousId":"[object Object]",
                                         "context":{"traits":{"email":"none@none.com"}}}
                                        """,
                                        null)
                                .invalid())
                .isEqualTo(InvalidEvent.IDENTIFIER_OF_NOBODY);
        assertThat(
                        batch(
                                        """
                                        {"type":"page","userId":"Guest","anonymousId":"a1",
                                         "context":{"traits":{"email":"noreply@example.fi"}}}
                                        """,
                                        null)
                                .record()
                                .identifiers())
                .containsExactly(new Identifier("anonymous_id", "a1"));
    }

    @Test
    void theRootsContextCountsForEachEvent() {
        JsonNode event = json("{\"type\":\"page\",\"userId\":\"u\",\"messageId\":\"m\"}");
        Envelope envelope = new Envelope(WEB, null, json("{}"), Optional.empty(), NOW);

        Reading fits =
                events.read(
                        new Value(event, 16_000, null),
                        new Value(json("{}"), 16_000, null),
                        envelope);
        Reading passes =
                events.read(
                        new Value(event, 16_000, null),
                        new Value(json("{}"), 17_000, null),
                        envelope);

        assertThat(fits.invalid()).isNull();
        assertThat(passes.invalid()).isEqualTo(InvalidEvent.TOO_LARGE);
        assertThat(passes.messageId()).isEqualTo("m");
    }

    @Test
    void whatIsNoRecordSaysWhy() {
        assertThat(batch("[]", null).invalid()).isEqualTo(InvalidEvent.NOT_AN_OBJECT);
        assertThat(batch("{\"type\":\"poll\",\"userId\":\"u\"}", null).invalid())
                .isEqualTo(InvalidEvent.UNKNOWN_TYPE);
        assertThat(batch("{\"type\":\"page\"}", null).invalid())
                .isEqualTo(InvalidEvent.NO_IDENTIFIER);
        assertThat(batch("{\"type\":\"page\",\"userId\":\"null\"}", null).invalid())
                .isEqualTo(InvalidEvent.IDENTIFIER_OF_NOBODY);
        assertThat(batch("{\"type\":\"track\",\"userId\":\"u\"}", null).invalid())
                .isEqualTo(InvalidEvent.NO_EVENT_NAME);
        assertThat(
                        batch("{\"type\":\"page\",\"userId\":\"u\",\"timestamp\":\"soon\"}", null)
                                .invalid())
                .isEqualTo(InvalidEvent.BAD_TIMESTAMP);
        assertThat(batch("{\"type\":\"page\",\"userId\":\"u\",\"properties\":[1]}", null).invalid())
                .isEqualTo(InvalidEvent.BAD_FIELD);
        assertThat(
                        batch(
                                        "{\"type\":\"page\",\"userId\":\"u\",\"messageId\":\"%s\"}"
                                                .formatted("m".repeat(101)),
                                        null)
                                .invalid())
                .isEqualTo(InvalidEvent.MESSAGE_ID_TOO_LONG);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'type':'page','timestamp':'soon' | BAD_TIMESTAMP",
                "'type':'identify','traits':[1] | BAD_FIELD",
                "'type':'page','properties':'' | BAD_FIELD",
                "'type':'track' | NO_EVENT_NAME",
                "'type':'poll' | UNKNOWN_TYPE",
                "'messageId':'m\uFFFD' | BAD_FIELD"
            })
    void theNoOfARefusedEventIsToldAlone(String wrong, String reason) {
        Reading reading = refused(wrong.replace('\'', '"'));

        assertThat(reading.record()).isNull();
        assertThat(reading.invalid()).isEqualTo(InvalidEvent.valueOf(reason));
        assertThat(reading.word().consent())
                .isEqualTo(Map.of("ads", Word.NO, "mail", Word.UNCLEAR));
        assertThat(reading.word().identifiers())
                .containsExactly(
                        new Identifier("anonymous_id", "a1"), new Identifier("user_id", "u1"));
        assertThat(reading.word().traits()).isEmpty();
        assertThat(reading.word().event()).isNull();
    }

    private Reading refused(String wrong) {
        return batch(
                """
                {"userId":"u1","anonymousId":"a1","context":{"traits":{"email":"a@b.fi"},"consent":
                 {"categoryPreferences":{"ads":false,"stats":true,"mail":"denyed"}}},%s}
                """
                        .formatted(wrong),
                null);
    }

    @Test
    void theNoOfAnEventOfTooManyIdentifiersOrBytesIsToldAlone() {
        String no = "\"context\":{\"consent\":{\"ads\":false},";
        Reading many = batch(withDevices(20).replace("\"context\":{", no), null);
        JsonNode page =
                json("{\"type\":\"page\",\"userId\":\"u\",\"context\":{\"consent\":\"denied\"}}");
        Reading large =
                events.read(
                        new Value(page, 33_000, InvalidEvent.TOO_LARGE),
                        Value.none(),
                        new Envelope(WEB, null, null, Optional.empty(), NOW));

        assertThat(many.invalid()).isEqualTo(InvalidEvent.TOO_MANY_IDENTIFIERS);
        assertThat(many.word().consent()).isEqualTo(Map.of("ads", Word.NO));
        assertThat(large.invalid()).isEqualTo(InvalidEvent.TOO_LARGE);
        assertThat(large.word().consent()).isEqualTo(Map.of("*", Word.NO));
    }

    @Test
    void aRefusedEventHasNoWordOfNobodyAndNoYes() {
        String page = "{\"type\":\"page\",\"timestamp\":\"soon\",%s\"context\":{\"consent\":%s}}";
        String user = "\"userId\":\"u\",";
        String yes = "{\"categoryPreferences\":{\"ads\":true}}";

        assertThat(batch(page.formatted(user, "\"denied\""), null).word()).isNotNull();
        assertThat(batch(page.formatted("", "\"denied\""), null).word()).isNull();
        assertThat(batch(page.formatted(user, yes), null).word()).isNull();
    }

    @Test
    void theWordOfARefusedConsentEventIsStillAnAct() {
        Reading reading =
                refused(
                        "\"type\":\"track\",\"event\":\"Segment Consent Preference Updated\",\"properties\":7");

        assertThat(reading.word().event().name()).isEqualTo("Segment Consent Preference Updated");
    }

    private Reading batch(String event, Instant sentAt) {
        return events.read(
                json(event), new Envelope(WEB, null, null, Optional.ofNullable(sentAt), NOW));
    }

    private static JsonNode json(String text) {
        try {
            return Json.MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
