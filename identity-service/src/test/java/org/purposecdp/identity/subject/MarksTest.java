package org.purposecdp.identity.subject;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;

import org.purposecdp.contracts.policy.Activity;
import org.purposecdp.contracts.policy.DataCategory;
import org.purposecdp.contracts.policy.LegalBasis;
import org.purposecdp.contracts.policy.Policy;
import org.purposecdp.contracts.policy.Purpose;
import org.purposecdp.contracts.policy.Source;
import org.purposecdp.contracts.record.SourceKind;
import org.purposecdp.contracts.subject.Decision;
import org.purposecdp.contracts.subject.Decision.Kind;
import org.purposecdp.contracts.subject.Subject;

import static org.assertj.core.api.Assertions.assertThat;

class MarksTest {
    private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");
    private static final Instant BEFORE = NOW.minus(Duration.ofDays(1));
    private static final Activity INTERESTS =
            matching(LegalBasis.LEGITIMATE_INTERESTS, DataCategory.CONTACT);

    @Test
    void whoSaidNothingIsFree() {
        Marks marks = marks();

        assertThat(marks.nodes()).extracting(Mark::bar).containsOnlyNulls();
        assertThat(marks.refused()).isEmpty();
    }

    @Test
    void aRestrictedPersonsFieldsAreKeptAndMatchNobody() {
        Mark mark = ofShop(marks(said(Kind.RESTRICT, Decision.ANY, "shop")));

        assertThat(mark.bar()).isEqualTo("RESTRICTED");
        assertThat(mark.erases()).isFalse();
    }

    @Test
    void anObjectionErasesInTheGroupsInWhichItWasSaidAlone() {
        Marks marks = marks(said(Kind.OBJECT, Policy.IDENTITY_RESOLUTION, "shop"));

        assertThat(marks.nodes())
                .containsExactly(
                        new Mark("n-shop", "OBJECTED", true), new Mark("n-till", null, false));
    }

    @Test
    void aNoToEverythingIsOneToBeingMatched() {
        assertThat(ofShop(marks(said(Kind.WITHDRAW, Decision.ANY, "shop"))).erases()).isTrue();
    }

    @Test
    void aConsentToBeMatchedThatIsWithdrawnErasesInTheGroupThatWithdrewItAlone() {
        Decision everybodys =
                said("yes", Kind.GRANT, BEFORE.minus(Duration.ofDays(1)), Set.of("shop", "till"));
        Decision shops = said("no", Kind.WITHDRAW, BEFORE, Set.of("shop"));
        Activity consent = matching(LegalBasis.CONSENT, DataCategory.CONTACT);

        Marks marks = Marks.of(people(everybodys, shops), policy(consent), NOW);

        assertThat(marks.nodes())
                .containsExactly(
                        new Mark("n-shop", "CONSENT_WITHDRAWN", true),
                        new Mark("n-till", "CONSENT_WITHDRAWN", false));
    }

    @Test
    void anUnprovenBearerIsBarredAndKeepsItsFields() {
        Decision no =
                new Decision(
                        "d",
                        Kind.OBJECT,
                        Policy.IDENTITY_RESOLUTION,
                        null,
                        BEFORE,
                        null,
                        null,
                        null,
                        0,
                        true,
                        true,
                        true,
                        false,
                        Set.of(),
                        Set.of("n-till"));

        assertThat(marks(no).nodes())
                .containsExactly(
                        new Mark("n-shop", null, false), new Mark("n-till", "OBJECTED", false));
    }

    @Test
    void whoTakesItBackIsFreeAgain() {
        Decision back =
                new Decision(
                        "later",
                        Kind.GRANT,
                        Policy.IDENTITY_RESOLUTION,
                        null,
                        NOW,
                        null,
                        null,
                        null,
                        0,
                        true,
                        true,
                        true,
                        false,
                        Set.of("shop"),
                        Set.of());

        Marks marks = marks(said(Kind.OBJECT, Policy.IDENTITY_RESOLUTION, "shop"), back);

        assertThat(ofShop(marks).bar()).isNull();
    }

    @Test
    void identifiersOfWhoeverSaidNoAreKnownForThoseWhoComeWithThem() {
        Marks marks = marks(said(Kind.OBJECT, Policy.IDENTITY_RESOLUTION, "shop"));

        assertThat(marks.refused()).containsOnlyKeys("aino@");
    }

    @Test
    void aDeviceWithoutConsentMatchesNobodyAndNobodyIsRefusedForIt() {
        Subject subject =
                new Subject(
                        "p",
                        1,
                        false,
                        false,
                        List.of(new Subject.Node("n-web", 1, "web", "web", List.of("browser"))),
                        null,
                        null,
                        null);

        Marks marks = Marks.of(subject, policy(INTERESTS), NOW);

        assertThat(marks.nodes()).containsExactly(new Mark("n-web", "NO_TERMINAL_CONSENT", false));
        assertThat(marks.refused()).isEmpty();
    }

    @Test
    void nobodyIsBarredForWantOfAConsentToWhatIsNeverKept() {
        Activity special = matching(LegalBasis.CONSENT, DataCategory.SPECIAL);

        Marks marks = Marks.of(people(), policy(INTERESTS, special), NOW);

        assertThat(marks.nodes()).extracting(Mark::bar).containsOnlyNulls();
    }

    @Test
    void itIsKnownWhenTimeAloneMayTurnIt() {
        Decision later =
                new Decision(
                        "d",
                        Kind.OBJECT,
                        Policy.IDENTITY_RESOLUTION,
                        null,
                        BEFORE,
                        NOW.plusSeconds(60),
                        null,
                        null,
                        0,
                        true,
                        true,
                        true,
                        false,
                        Set.of("shop"),
                        Set.of());

        assertThat(marks(later).turnsAt()).isEqualTo(NOW.plusSeconds(60));
    }

    private static Mark ofShop(Marks marks) {
        return marks.nodes().get(0);
    }

    private static Decision said(Kind kind, String purpose, String group) {
        return said("d", kind, purpose, BEFORE, Set.of(group));
    }

    private static Decision said(String id, Kind kind, Instant at, Set<String> groups) {
        return said(id, kind, Policy.IDENTITY_RESOLUTION, at, groups);
    }

    private static Decision said(
            String id, Kind kind, String purpose, Instant at, Set<String> groups) {
        return new Decision(
                id, kind, purpose, null, at, null, null, null, 0, true, true, true, false, groups,
                Set.of());
    }

    private static Marks marks(Decision... decisions) {
        return Marks.of(people(decisions), policy(INTERESTS), NOW);
    }

    private static Subject people(Decision... decisions) {
        return new Subject(
                "p",
                1,
                false,
                false,
                List.of(
                        new Subject.Node("n-shop", 1, "shop", "shop", List.of("aino@")),
                        new Subject.Node("n-till", 1, "till", "shop", List.of("phone"))),
                List.of(decisions),
                null,
                null);
    }

    private static Activity matching(LegalBasis basis, DataCategory category) {
        return new Activity(
                "matching-by-" + category,
                Policy.IDENTITY_RESOLUTION,
                Set.of(category),
                basis,
                Set.of("shop", "web"),
                null,
                null,
                null,
                null,
                null,
                null,
                "LIA-1",
                null,
                null,
                null,
                false,
                null,
                null);
    }

    private static Policy policy(Activity... activities) {
        Purpose matching =
                new Purpose(
                        Policy.IDENTITY_RESOLUTION,
                        "Matching",
                        false,
                        null,
                        null,
                        null,
                        null,
                        null);
        return new Policy(
                1,
                NOW,
                List.of(matching),
                List.of(activities),
                null,
                null,
                null,
                List.of(
                        new Source("shop", 1, false, SourceKind.SERVER, false, null),
                        new Source("web", 1, false, SourceKind.PUBLIC, true, null)));
    }
}
