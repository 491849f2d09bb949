package org.purposecdp.contracts.json;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.purposecdp.contracts.cluster.ClusterState;
import org.purposecdp.contracts.delivery.DeliveryOutcome;
import org.purposecdp.contracts.fence.FenceAck;
import org.purposecdp.contracts.identifier.Identifier;
import org.purposecdp.contracts.identifier.IdentityRules;
import org.purposecdp.contracts.policy.Activity;
import org.purposecdp.contracts.policy.Catalogue;
import org.purposecdp.contracts.policy.DataCategory;
import org.purposecdp.contracts.policy.LegalBasis;
import org.purposecdp.contracts.policy.Notice;
import org.purposecdp.contracts.policy.NoticeVersion;
import org.purposecdp.contracts.policy.Policy;
import org.purposecdp.contracts.policy.Purpose;
import org.purposecdp.contracts.policy.RestrictionGround;
import org.purposecdp.contracts.policy.Source;
import org.purposecdp.contracts.profile.ProfileChange;
import org.purposecdp.contracts.profile.View;
import org.purposecdp.contracts.record.ConsentSignal;
import org.purposecdp.contracts.record.ReceivedRecord;
import org.purposecdp.contracts.record.ResolvedRecord;
import org.purposecdp.contracts.record.SourceKind;
import org.purposecdp.contracts.record.Word;
import org.purposecdp.contracts.subject.Channel;
import org.purposecdp.contracts.subject.Decision;
import org.purposecdp.contracts.subject.Fact;
import org.purposecdp.contracts.subject.NoticeGiven;
import org.purposecdp.contracts.subject.Subject;

import static org.assertj.core.api.Assertions.assertThat;

/** What one service writes, another reads as it was. */
class JsonTest {
    private static final Instant AT = Instant.parse("2026-06-01T12:00:00Z");

    static Stream<Object> everyEvent() {
        ReceivedRecord record =
                new ReceivedRecord(
                        "r1",
                        "m1",
                        "shop",
                        SourceKind.SERVER,
                        "track",
                        List.of(new Identifier("email", "äiti@example.fi")),
                        Map.of("firstName", "Äiti", "age", 41),
                        new ReceivedRecord.Event(
                                "Order Completed", Map.of("total", new BigDecimal("12.90"))),
                        Map.of("Advertising", Word.NO),
                        AT,
                        true,
                        AT);
        Source web =
                new Source(
                        "web",
                        3,
                        false,
                        SourceKind.PUBLIC,
                        true,
                        List.of(new Source.Shown("offers-notice", 1, AT)));
        View view =
                new View(
                        Map.of(
                                "firstName",
                                new View.Trait(
                                        "Jürgen",
                                        DataCategory.DEMOGRAPHIC,
                                        LegalBasis.CONSENT,
                                        "a1",
                                        "shop",
                                        "n1",
                                        AT)),
                        Map.of(
                                "Order Completed",
                                new View.EventSum(
                                        DataCategory.TRANSACTIONAL,
                                        LegalBasis.CONTRACT,
                                        "a2",
                                        2,
                                        Map.of("total", new BigDecimal("25.80")),
                                        AT,
                                        AT)),
                        Map.of("n1", 3L),
                        AT);
        return Stream.of(
                record,
                new ResolvedRecord("n1", record, 9),
                new ConsentSignal(
                        "s1",
                        "n1",
                        "web",
                        SourceKind.PUBLIC,
                        Set.of("h2"),
                        true,
                        Map.of("*", Word.NO, "Advertising", Word.UNCLEAR),
                        AT,
                        AT.plusSeconds(1)),
                web,
                new ClusterState(
                        "n1",
                        2,
                        false,
                        List.of(
                                new ClusterState.Node(
                                        "n1", 1, "n1", "shop", SourceKind.SERVER, List.of("h1"))),
                        Set.of("h1")),
                ClusterState.blocked("n1", 3),
                Subject.blocked("n1", 5, true),
                new Subject(
                        "n1",
                        4,
                        false,
                        true,
                        List.of(new Subject.Node("n1", 1, "n1", "shop", List.of("h1"))),
                        List.of(
                                new Decision(
                                        "d1",
                                        Decision.Kind.GRANT,
                                        "offers",
                                        Channel.EMAIL,
                                        AT,
                                        AT.plusSeconds(1),
                                        AT.plusSeconds(2),
                                        "offers-notice",
                                        1,
                                        true,
                                        true,
                                        true,
                                        true,
                                        Set.of("n1"),
                                        Set.of("n2"))),
                        List.of(new Fact("f1", Fact.Kind.CONTRACT, AT, null, Set.of("n1"))),
                        List.of(new NoticeGiven("offers-notice", 1, AT, Set.of("n1")))),
                new Policy(
                        9,
                        AT,
                        List.of(
                                new Purpose(
                                        "offers",
                                        "Offers",
                                        true,
                                        16,
                                        Period.ofYears(2),
                                        Set.of("Advertising"),
                                        AT,
                                        Map.of("Advertising", AT))),
                        List.of(
                                new Activity(
                                        "a1",
                                        "offers",
                                        Set.of(DataCategory.CONTACT),
                                        LegalBasis.CONSENT,
                                        Set.of("shop"),
                                        Set.of(),
                                        Set.of(),
                                        Duration.ofDays(30),
                                        new NoticeVersion("offers-notice", 1),
                                        Duration.ofDays(31),
                                        null,
                                        null,
                                        "strictly needed",
                                        RestrictionGround.LEGAL_CLAIMS,
                                        null,
                                        false,
                                        AT,
                                        null)),
                        List.of(
                                new Notice(
                                        "offers-notice", List.of(new Notice.Version(1, true, AT)))),
                        new Catalogue(
                                Map.of("email", DataCategory.CONTACT),
                                Map.of(),
                                Set.of("Consent Given")),
                        IdentityRules.DEFAULT,
                        List.of(web)),
                new ProfileChange(
                        "n1",
                        17,
                        4,
                        9,
                        false,
                        true,
                        Map.of("offers", view),
                        List.of(
                                new ProfileChange.Folded(
                                        "r1",
                                        "n1",
                                        "shop",
                                        "Order Completed",
                                        DataCategory.TRANSACTIONAL,
                                        Map.of("total", new BigDecimal("12.90")),
                                        Set.of("offers"),
                                        AT))),
                new FenceAck("n1", "profile-service", 4),
                new DeliveryOutcome(
                        "x1",
                        "a",
                        "crm",
                        "offers",
                        "n1",
                        "r1",
                        DeliveryOutcome.State.SUPPRESSED,
                        "CONSENT_WITHDRAWN",
                        "d1",
                        List.of("n1"),
                        4,
                        AT));
    }

    @ParameterizedTest
    @MethodSource("everyEvent")
    void whatIsWrittenIsReadAsItWas(Object event) {
        assertThat(Json.parse(Json.bytes(event), event.getClass())).isEqualTo(event);
    }

    @ParameterizedTest
    @MethodSource("everyEvent")
    void aFieldOfALaterVersionDisturbsNoReader(Object event) {
        String json = new String(Json.bytes(event), StandardCharsets.UTF_8);
        String later = json.replaceFirst("\\{", "{\"ofALaterVersion\":{\"a\":[1]},");

        assertThat(Json.parse(later.getBytes(StandardCharsets.UTF_8), event.getClass()))
                .isEqualTo(event);
    }
}
