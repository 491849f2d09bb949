package org.purposecdp.identity;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.purposecdp.contracts.identifier.IdentityRules;
import org.purposecdp.contracts.identifier.Normaliser;
import org.purposecdp.contracts.identifier.Pseudonyms;
import org.purposecdp.contracts.record.SourceKind;
import org.purposecdp.contracts.record.Word;
import org.purposecdp.identity.capture.BoundedJson.Value;
import org.purposecdp.identity.capture.Reading;
import org.purposecdp.identity.capture.WireConsent;
import org.purposecdp.identity.consent.Spelling;
import org.purposecdp.identity.mapping.Mapping;
import org.purposecdp.identity.mapping.Target;
import org.purposecdp.identity.node.MatchFields;
import org.purposecdp.identity.record.PartnerRecords;
import org.purposecdp.identity.source.Source;
import org.purposecdp.identity.steward.Given;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

/** Whatever reads what a record says is done with it at once, however it was made up. */
class HostileTextTest {
    private static final Duration LONGEST = Duration.ofSeconds(5);

    /** What a record may have, and more than any. */
    private static final int[] LENGTHS = {4_000, 16_000, 32_000, 100_000};

    private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");
    private static final Supplier<Normaliser> NORMALISER =
            () -> new Normaliser(IdentityRules.DEFAULT);

    static Stream<String> hostile() {
        return Stream.of(
                        "a",
                        "a@b.",
                        "1",
                        "+1 ",
                        " ",
                        "\u00A0",
                        "a ",
                        "-_",
                        "1.1.",
                        "2024-01-01 ",
                        "1234 ",
                        "strasse ",
                        "ab1",
                        ",",
                        ", ",
                        "\u0301\u0316",
                        "\uFF9E\u3099",
                        "a\u0301\u200B\u0316",
                        "\uFDFA",
                        "\uD83D\uDE00",
                        "ß",
                        "%",
                        "{{",
                        "[[")
                .flatMap(
                        piece ->
                                Arrays.stream(LENGTHS)
                                        .mapToObj(length -> piece.repeat(length / piece.length())))
                .flatMap(many -> Stream.of('x' + many + 'y', 'x' + many + " y"));
    }

    @ParameterizedTest(name = "{index}")
    @MethodSource("hostile")
    void isReadAtOnce(String text) {
        assertTimeoutPreemptively(
                LONGEST,
                () -> {
                    assertThat(Mapping.isPersonal(text)).isFalse();
                    assertThat(Target.parse("trait:" + text)).isEmpty();
                    assertThat(Target.parse("identifier:" + text)).isEmpty();
                    assertThat(Given.isNode(text)).isFalse();
                    assertThat(Spelling.read(TextNode.valueOf(text))).isEqualTo(Word.UNCLEAR);
                });
    }

    @ParameterizedTest(name = "{index}")
    @MethodSource("hostile")
    void aWordOrANameOfConsentDenies(String text) {
        ObjectNode record = JsonNodeFactory.instance.objectNode();
        record.putObject("consent").put(text, true).put("newsletter", text);

        Map<String, Word> said =
                assertTimeoutPreemptively(LONGEST, () -> WireConsent.ofRecord(record));

        assertThat(said).containsEntry("newsletter", Word.UNCLEAR).containsEntry("*", Word.UNCLEAR);
    }

    @ParameterizedTest(name = "{index}")
    @MethodSource("hostile")
    void aPersonIsReadAtOnce(String text) {
        Map<String, Object> traits =
                Map.of(
                        "name", text,
                        "birthday", text,
                        "phone", text,
                        "email", text,
                        "nationalId", text,
                        "address", text,
                        "gender", text);

        assertTimeoutPreemptively(
                LONGEST, () -> MatchFields.person(MatchFields.of(traits), List.of(), "FI", NOW));
    }

    @ParameterizedTest(name = "{index}")
    @MethodSource("hostile")
    void anIdentifierIsRefusedAtOnce(String text) {
        ObjectNode record = JsonNodeFactory.instance.objectNode();
        record.put("messageId", "m-1");
        ObjectNode identifiers = record.putObject("identifiers");
        for (String namespace : new String[] {"email", "phone", "user_id", "loyalty_id"}) {
            identifiers.put(namespace, text);
        }

        Reading reading =
                assertTimeoutPreemptively(
                        LONGEST,
                        () ->
                                new PartnerRecords(
                                                NORMALISER,
                                                Pseudonyms.ofKey(
                                                        "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE="))
                                        .read(
                                                new Value(record, 0, null),
                                                new Source(
                                                        "till",
                                                        SourceKind.SERVER,
                                                        "till",
                                                        null,
                                                        null,
                                                        null,
                                                        1,
                                                        NOW),
                                                NOW));

        assertThat(reading.invalid()).isNotNull();
    }
}
