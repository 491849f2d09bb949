package org.purposecdp.consent.policy;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;

import org.purposecdp.contracts.identifier.Form;
import org.purposecdp.contracts.identifier.IdentityRules;
import org.purposecdp.contracts.identifier.NamespaceRule;
import org.purposecdp.contracts.policy.Activity;
import org.purposecdp.contracts.policy.DataCategory;
import org.purposecdp.contracts.policy.LegalBasis;
import org.purposecdp.contracts.policy.NoticeVersion;
import org.purposecdp.contracts.policy.Purpose;
import org.purposecdp.contracts.policy.Source;
import org.purposecdp.contracts.record.SourceKind;
import org.purposecdp.kit.problem.ProblemException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RegisterTest {
    private static final Instant NOW = Instant.parse("2026-03-02T10:00:00Z");

    private final Register register = Register.EMPTY.with(purpose(null), NOW).with(notice(1), NOW);

    @Test
    void secondBasisForAPurposeAndCategoryIsRefused() {
        Register one = register.with(activity("a", LegalBasis.CONSENT, DataCategory.CONTACT));

        refused("SECOND_BASIS", () -> one.with(contract("b", DataCategory.CONTACT)));
        assertThat(one.with(contract("b", DataCategory.TRANSACTIONAL)).activities()).hasSize(2);
    }

    @Test
    void activityNeedsARegisteredPurpose() {
        refused("UNKNOWN_PURPOSE", () -> Register.EMPTY.with(contract("a", DataCategory.CONTACT)));
    }

    @Test
    void basesNeedWhatTheLawAsksOfThem() {
        for (LegalBasis basis :
                List.of(
                        LegalBasis.LEGITIMATE_INTERESTS,
                        LegalBasis.LEGAL_OBLIGATION,
                        LegalBasis.PUBLIC_TASK)) {
            refused(
                    "INVALID_ENTRY",
                    () -> register.with(activity("a", basis, DataCategory.CONTACT)));
        }
        refused("INVALID_ENTRY", () -> register.with(contract("a", DataCategory.SPECIAL)));
    }

    @Test
    void identityRulesAreSaid() {
        refused("INVALID_ENTRY", () -> register.with(rules("Finland", rule("email", "x"))));
        refused("INVALID_ENTRY", () -> register.with(rules("FI", rule("E mail", "x"))));
        refused("INVALID_ENTRY", () -> register.with(rules("FI", rule("email", "("))));
        refused("INVALID_ENTRY", () -> register.with(rules("FI", rule("email", "x".repeat(201)))));
        refused(
                "INVALID_ENTRY",
                () -> register.with(rules("FI", rule("email", "\\pL{1000}".repeat(20) + "x"))));
        refused(
                "INVALID_ENTRY",
                () -> register.with(rules("FI", rule("email", "x"), rule("email", "y"))));

        IdentityRules rules = rules("FI", rule("phone", "x"), rule("email", ".*@shop"));
        assertThat(register.with(rules).policy(2, NOW).identityRules()).isEqualTo(rules);
        assertThat(register.with(rules).with(notice(1), NOW).identityRules()).isEqualTo(rules);
    }

    private static IdentityRules rules(String region, NamespaceRule... namespaces) {
        return new IdentityRules(region, List.of(namespaces), null, null);
    }

    private static NamespaceRule rule(String namespace, String blocked) {
        return new NamespaceRule(namespace, Form.EXACT, null, null, null, List.of(blocked));
    }

    @Test
    void publishedNoticeVersionStaysAsItWas() {
        NoticeText rewritten =
                new NoticeText(
                        "privacy",
                        List.of(new NoticeText.Version(1, true, null, Map.of("en", "other"))));

        refused("NOTICE_VERSION_FIXED", () -> register.with(rewritten, NOW));
        assertThat(register.with(notice(1), NOW.plusSeconds(60))).isEqualTo(register);
    }

    @Test
    void policyCarriesVersionsOfNoticesAndNoTexts() {
        assertThat(register.policy(3, NOW).notices())
                .singleElement()
                .satisfies(notice -> assertThat(notice.current(NOW)).isEqualTo(1));
    }

    @Test
    void defaultCatalogueKnowsTheCommonNames() {
        assertThat(DefaultCatalogue.CATALOGUE.trait("email")).contains(DataCategory.CONTACT);
        assertThat(DefaultCatalogue.CATALOGUE.event("Order Completed"))
                .contains(DataCategory.TRANSACTIONAL);
        assertThat(DefaultCatalogue.CATALOGUE.event("page")).contains(DataCategory.BEHAVIOURAL);
        assertThat(DefaultCatalogue.CATALOGUE.trait("shoeSize")).isEmpty();
    }

    private static void refused(String code, Runnable change) {
        assertThatThrownBy(change::run)
                .isInstanceOfSatisfying(
                        ProblemException.class, e -> assertThat(e.type().code()).isEqualTo(code));
    }

    private static NoticeText notice(int version) {
        return new NoticeText(
                "privacy",
                List.of(new NoticeText.Version(version, true, null, Map.of("en", "We tell you"))));
    }

    @Test
    void anActivitysBasisIsFixed() {
        Register one = register.with(contract("a", DataCategory.CONTACT));

        refused(
                "BASIS_FIXED",
                () -> one.with(activity("a", LegalBasis.CONSENT, DataCategory.CONTACT)));
        assertThat(one.with(contract("a", DataCategory.TRANSACTIONAL)).activities()).hasSize(1);
    }

    @Test
    void whatDescribesAnActivityIsAVersionThatIsRegistered() {
        ActivityBody other = body("a", new NoticeVersion("privacy", 2), null);

        refused("UNKNOWN_NOTICE", () -> register.with(other.activity("a", register, NOW)));
        refused(
                "UNKNOWN_NOTICE",
                () -> register.with(contract("a", new NoticeVersion("terms", 1), null)));
        refused(
                "INVALID_ENTRY",
                () -> body("a", new NoticeVersion(null, 1), null).activity("a", register, NOW));
        refused(
                "INVALID_ENTRY",
                () ->
                        body("a", new NoticeVersion("privacy", 1), "terms")
                                .activity("a", register, NOW));
    }

    @Test
    void aNoticeAloneIsShortForTheVersionInForceWhenItWasFirstSaid() {
        Register two = register.with(notices(1, 2), NOW);
        Activity first = body("a", null, "privacy").activity("a", register, NOW);

        assertThat(first.describedBy()).isEqualTo(new NoticeVersion("privacy", 1));
        assertThat(body("b", null, "privacy").activity("b", two, NOW).describedBy())
                .isEqualTo(new NoticeVersion("privacy", 2));
        assertThat(body("a", null, "privacy").activity("a", two.with(first), NOW)).isEqualTo(first);
        assertThat(body("c", null, "privacy").activity("c", two, NOW.minusSeconds(1)).describedBy())
                .isEqualTo(new NoticeVersion("privacy", 1));
    }

    @Test
    void peopleAreToldWithinAMonthAtMost() {
        NoticeVersion described = new NoticeVersion("privacy", 1);

        for (Duration within : List.of(Duration.ofDays(32), Duration.ZERO, Duration.ofDays(-1))) {
            refused("INVALID_ENTRY", () -> register.with(contract("a", described, within)));
        }
        refused(
                "INVALID_ENTRY",
                () -> register.with(contract("a", (NoticeVersion) null, Duration.ofDays(1))));
        assertThat(register.with(contract("a", described, Duration.ofDays(31))).activities())
                .hasSize(1);
    }

    @Test
    void aPurposeIsAsOldAsItsRegistrationWhateverIsEditedLater() {
        Register later = register.with(purpose(null, "Ads"), NOW.plusSeconds(60));

        assertThat(register.purposes().get("service").from()).isEqualTo(NOW);
        assertThat(later.purposes().get("service").from()).isEqualTo(NOW);
        Instant said = NOW.minusSeconds(3600);
        assertThat(later.with(purpose(said, "Ads"), NOW).purposes().get("service").from())
                .isEqualTo(said);
    }

    @Test
    void aWordCountsFromTheEditThatBringsItIn() {
        Instant edit = NOW.plusSeconds(60);
        Instant back = NOW.plusSeconds(180);
        Register first = Register.EMPTY.with(purpose(null, "Ads"), NOW);
        Register added = first.with(purpose(null, "ads ", "Offers"), edit);
        Register without = added.with(purpose(null, "Offers"), NOW.plusSeconds(120));
        Register again = without.with(purpose(null, "ADS", "Offers"), back);

        assertThat(since(first, "ads")).isEqualTo(NOW);
        assertThat(since(added, "Ads")).as("another spelling is no other word").isEqualTo(NOW);
        assertThat(since(added, "Offers")).isEqualTo(edit);
        assertThat(since(again, "Offers")).isEqualTo(edit);
        assertThat(since(again, "Ads")).as("taken out and put back").isEqualTo(back);
        assertThat(since(again, "service")).isEqualTo(NOW);
    }

    @Test
    void aWordOfAPurposeYetToComeCountsWithIt() {
        Instant launch = NOW.plusSeconds(3600);
        Register first = Register.EMPTY.with(purpose(launch), NOW);

        assertThat(since(first.with(purpose(null, "Ads"), NOW.plusSeconds(1)), "Ads"))
                .isEqualTo(launch);
    }

    @Test
    void wordsForAllOrForNothingAreNone() {
        for (String word : List.of("*", " ", " * ")) {
            refused("INVALID_ENTRY", () -> register.with(purpose(null, word), NOW));
        }
        refused("INVALID_ENTRY", () -> register.with(purpose(null, "Ads", "ADS"), NOW));
    }

    @Test
    void whatIsReferredToStays() {
        Register used = register.with(contract("a", DataCategory.CONTACT));

        refused("IN_USE", () -> used.withoutPurpose("service"));
        refused("IN_USE", () -> used.withoutNotice("privacy"));
        Register unused = used.withoutActivity("a");
        assertThat(unused.withoutPurpose("service").purposes()).isEmpty();
        assertThat(unused.withoutNotice("privacy").notices()).isEmpty();
    }

    @Test
    void aNoticeThatASourceShowsStays() {
        Source web =
                new Source(
                        "web",
                        1,
                        false,
                        SourceKind.PUBLIC,
                        true,
                        List.of(new Source.Shown("privacy", 1, NOW)));
        Register shown =
                new Register(
                        register.purposes(),
                        register.activities(),
                        register.notices(),
                        register.catalogue(),
                        register.identityRules(),
                        Map.of("web", web));

        refused("IN_USE", () -> shown.withoutNotice("privacy"));
        assertThat(shown.policy(3, NOW).sources()).containsExactly(web);
    }

    @Test
    void meaningChangesWithWhatWordsMeanAndWithNothingElse() {
        Register one = register.with(contract("a", DataCategory.CONTACT));

        assertThat(meaning(one.with(contract("a", DataCategory.TRANSACTIONAL))))
                .isEqualTo(meaning(one));
        assertThat(meaning(one.with(purpose(null, "Ads"), NOW))).isNotEqualTo(meaning(one));
        assertThat(meaning(one.with(purpose(NOW.minusSeconds(1)), NOW))).isNotEqualTo(meaning(one));
        assertThat(meaning(one.with(notices(1, 2), NOW))).isNotEqualTo(meaning(one));
        assertThat(meaning(one.withoutActivity("a"))).isNotEqualTo(meaning(one));
    }

    private static String meaning(Register register) {
        return Fingerprint.ofWords(register.policy(7, NOW));
    }

    private static Instant since(Register register, String word) {
        return register.purposes().get("service").meantSince(word);
    }

    private static Purpose purpose(Instant from, String... signals) {
        List<String> words = List.of(signals);
        return new Purpose(
                "service", "Service", false, null, null, Set.copyOf(words), from, Map.of());
    }

    private static NoticeText notices(int... versions) {
        return new NoticeText(
                "privacy",
                Arrays.stream(versions)
                        .mapToObj(
                                version ->
                                        new NoticeText.Version(
                                                version, true, NOW, Map.of("en", "We tell you")))
                        .toList());
    }

    private static ActivityBody body(String id, NoticeVersion describedBy, String notice) {
        return new ActivityBody(
                id,
                "service",
                Set.of(DataCategory.CONTACT),
                LegalBasis.CONTRACT,
                Set.of("shop"),
                null,
                null,
                null,
                describedBy,
                notice,
                null,
                null,
                null,
                null,
                null,
                null,
                false,
                null,
                null);
    }

    private static Activity contract(String id, DataCategory category) {
        return activity(id, LegalBasis.CONTRACT, category);
    }

    private static Activity contract(String id, NoticeVersion describedBy, Duration within) {
        return activity(id, LegalBasis.CONTRACT, DataCategory.CONTACT, describedBy, within);
    }

    private static Activity activity(String id, LegalBasis basis, DataCategory category) {
        return activity(id, basis, category, new NoticeVersion("privacy", 1), null);
    }

    private static Activity activity(
            String id,
            LegalBasis basis,
            DataCategory category,
            NoticeVersion describedBy,
            Duration within) {
        return new Activity(
                id,
                "service",
                Set.of(category),
                basis,
                Set.of("shop"),
                Set.of(),
                Set.of(),
                null,
                describedBy,
                within,
                null,
                null,
                null,
                null,
                null,
                false,
                null,
                null);
    }
}
