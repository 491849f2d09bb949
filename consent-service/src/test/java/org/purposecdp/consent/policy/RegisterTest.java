package org.purposecdp.consent.policy;

import java.time.Instant;
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
import org.purposecdp.contracts.policy.Purpose;
import org.purposecdp.kit.problem.ProblemException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RegisterTest {
    private static final Instant NOW = Instant.parse("2026-03-02T10:00:00Z");

    private final Register register =
            Register.EMPTY
                    .with(new Purpose("service", "Service", false, null, null, Set.of()))
                    .with(notice(1), NOW);

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

    private static Activity contract(String id, DataCategory category) {
        return activity(id, LegalBasis.CONTRACT, category);
    }

    private static Activity activity(String id, LegalBasis basis, DataCategory category) {
        return new Activity(
                id,
                "service",
                Set.of(category),
                basis,
                Set.of("shop"),
                Set.of(),
                Set.of(),
                null,
                "privacy",
                null,
                null,
                null,
                false,
                null,
                null);
    }
}
