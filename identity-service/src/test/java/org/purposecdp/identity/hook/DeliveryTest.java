package org.purposecdp.identity.hook;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.purposecdp.contracts.identifier.IdentityRules;
import org.purposecdp.contracts.identifier.Normaliser;
import org.purposecdp.contracts.identifier.Pseudonyms;
import org.purposecdp.contracts.record.ReceivedRecord;
import org.purposecdp.contracts.record.SourceKind;
import org.purposecdp.identity.capture.InvalidEvent;
import org.purposecdp.identity.capture.Reading;
import org.purposecdp.identity.record.PartnerRecords;
import org.purposecdp.identity.source.Source;
import org.purposecdp.kit.problem.ProblemException;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class DeliveryTest {
    private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");
    private static final Pseudonyms PSEUDONYMS =
            Pseudonyms.ofKey("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=");
    private static final Signing SIGNING =
            new Signing(Signing.Scheme.STANDARD, null, null, null, null);
    private static final Map<String, String> ORDER =
            Map.of(
                    "/customer/email", "identifier:email",
                    "/customer/name", "trait:firstName",
                    "/customer/address/0/city", "trait:address.city",
                    "/created_at", "occurredAt",
                    "/total", "property:total");

    @Test
    void anOrderIsARecord() {
        Reading reading =
                read(
                                new Hook(null, ORDER, "Order Completed", SIGNING),
                                """
                                {"customer":{"email":"kathe@example.de","name":"Käthe",
                                 "address":[{"city":"Köln"}]},
                                 "created_at":"2026-11-24T10:00:00Z","total":12.5,"other":true}
                                """,
                                "msg_1")
                        .get(0);

        ReceivedRecord record = reading.record();
        assertThat(reading.messageId()).isEqualTo("msg_1");
        assertThat(record.identifiers().get(0).value()).isEqualTo("kathe@example.de");
        assertThat(record.traits())
                .containsEntry("firstName", "Käthe")
                .containsEntry("address", Map.of("city", "Köln"));
        assertThat(record.event().name()).isEqualTo("Order Completed");
        assertThat(record.event().properties()).containsEntry("total", new BigDecimal("12.5"));
        assertThat(record.occurredAt()).isEqualTo(Instant.parse("2026-11-24T10:00:00Z"));
    }

    @Test
    void ofSeveralEachIsOneOfItsOwnAndTheSameWhenItComesAgain() {
        Hook hook = new Hook("/orders", ORDER, "Order Completed", SIGNING);
        String body =
                """
                {"orders":[{"customer":{"email":"a@example.fi"}},7,
                 {"customer":{"email":"b@example.fi"}},{"total":1}]}
                """;

        List<Reading> named = read(hook, body, "msg_1");
        List<Reading> once = read(hook, body, null);

        assertThat(named).extracting(Reading::messageId).contains("msg_1:0", "msg_1:2");
        assertThat(named)
                .extracting(Reading::invalid)
                .containsExactly(
                        null, InvalidEvent.NOT_AN_OBJECT, null, InvalidEvent.NO_IDENTIFIER);
        assertThat(read(hook, body, null))
                .extracting(Reading::messageId)
                .isEqualTo(once.stream().map(Reading::messageId).toList());
        assertThat(once.get(0).messageId()).isNotEqualTo(once.get(2).messageId());
    }

    @Test
    void theMappingMayNameEventAndMessage() {
        Map<String, String> mapping =
                Map.of("/who", "identifier:user_id", "/id", "messageId", "/type", "event");

        Reading reading =
                read(
                                new Hook(null, mapping, null, SIGNING),
                                "{\"who\":7,\"id\":\"e-1\",\"type\":\"Paid\"}",
                                "msg_1")
                        .get(0);

        assertThat(reading.messageId()).isEqualTo("e-1");
        assertThat(reading.record().event().name()).isEqualTo("Paid");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "{", "{} {}", "[1", "\u0000", "{\"a\":\"\\ud800\"} x"})
    void whatIsNotJsonIsToldSo(String body) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> read(new Hook(null, ORDER, null, SIGNING), body, null));
    }

    private static List<Reading> read(Hook hook, String body, String delivery) {
        return new Delivery(
                        hook.checked(),
                        new Source("shop", SourceKind.SERVER, "Shop", null, null, null, 1, NOW),
                        new PartnerRecords(() -> new Normaliser(IdentityRules.DEFAULT), PSEUDONYMS),
                        PSEUDONYMS)
                .read(body.getBytes(UTF_8), delivery, NOW);
    }
}
