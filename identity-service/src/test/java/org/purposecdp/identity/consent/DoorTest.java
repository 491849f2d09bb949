package org.purposecdp.identity.consent;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.junit.jupiter.api.Test;

import org.purposecdp.contracts.policy.Activity;
import org.purposecdp.contracts.policy.DataCategory;
import org.purposecdp.contracts.policy.LegalBasis;
import org.purposecdp.contracts.policy.Policy;
import org.purposecdp.contracts.policy.Purpose;
import org.purposecdp.contracts.record.SourceKind;
import org.purposecdp.identity.source.Source;

import static org.assertj.core.api.Assertions.assertThat;

class DoorTest {
    private static final Instant NOW = Instant.parse("2026-05-01T12:00:00Z");

    @Test
    void aPagesDevicesSayYesFirstUnlessEachActivityNamesAnExemption() {
        Activity basket = activity("basket", "shopping", "strictly needed for the basket");
        Activity statistics = activity("statistics", "analytics", null);

        assertThat(asks(null, policy())).isTrue();
        assertThat(asks(null, policy(basket))).isFalse();
        assertThat(asks(null, policy(basket, statistics))).isTrue();
        assertThat(asks(null, policy(activity("blank", "shopping", " ")))).isTrue();
        assertThat(Door.asks(source(SourceKind.PUBLIC, null), Optional.empty(), NOW)).isTrue();
    }

    @Test
    void whatASourceSaysOfItselfMayOnlyAskForMore() {
        Activity basket = activity("basket", "shopping", "strictly needed for the basket");
        Activity statistics = activity("statistics", "analytics", null);

        assertThat(asks(true, policy(basket))).isTrue();
        assertThat(asks(false, policy(basket, statistics))).isTrue();
    }

    @Test
    void aSystemOfTheBrandsOwnIsNoDevice() {
        for (SourceKind kind : List.of(SourceKind.SERVER, SourceKind.AUTHENTICATING)) {
            assertThat(
                            Door.asks(
                                    source(kind, null),
                                    Optional.of(policy(activity("a", "analytics", null))),
                                    NOW))
                    .isFalse();
        }
    }

    @Test
    void aYesCountsToWhatAPurposeOfItsActivitiesIsCalled() {
        Policy policy =
                policy(
                        activity("statistics", "analytics", null),
                        activity("who", Policy.IDENTITY_RESOLUTION, null));

        assertThat(Door.names(source(SourceKind.PUBLIC, null), policy, NOW))
                .containsExactlyInAnyOrder("analytics", "statistics", "c0002");
    }

    private static boolean asks(Boolean registered, Policy policy) {
        return Door.asks(source(SourceKind.PUBLIC, registered), Optional.of(policy), NOW);
    }

    private static Source source(SourceKind kind, Boolean consentFirst) {
        return new Source("web", kind, "Web", consentFirst, null, null, 1, NOW);
    }

    private static Policy policy(Activity... activities) {
        List<Purpose> purposes =
                List.of(
                        purpose("analytics", "Statistics", "C0002"),
                        purpose("shopping"),
                        purpose("marketing", "Advertising"),
                        purpose(Policy.IDENTITY_RESOLUTION, "who"));
        return new Policy(1, NOW, purposes, Arrays.asList(activities), null, null, null, null);
    }

    private static Purpose purpose(String id, String... signals) {
        return new Purpose(id, id, false, null, null, Set.of(signals), null, Map.of());
    }

    private static Activity activity(String id, String purpose, String exemption) {
        return new Activity(
                id,
                purpose,
                Set.of(DataCategory.BEHAVIOURAL),
                LegalBasis.CONSENT,
                Set.of("web"),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                exemption,
                null,
                null,
                false,
                null,
                null);
    }
}
