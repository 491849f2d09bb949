package org.purposecdp.profile.read;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import org.purposecdp.contracts.policy.DataCategory;
import org.purposecdp.contracts.policy.LegalBasis;
import org.purposecdp.contracts.policy.Policy;
import org.purposecdp.contracts.policy.Source;
import org.purposecdp.contracts.record.SourceKind;
import org.purposecdp.contracts.subject.Decision;
import org.purposecdp.contracts.subject.Subject;
import org.purposecdp.profile.World;
import org.purposecdp.profile.view.ViewState;

import static org.assertj.core.api.Assertions.assertThat;

class ProfileViewTest {
    private static final Instant SHOWN_SINCE = World.NOON;

    @Test
    void whatArosePriorToTheNoticeThatItsSourceShowsIsWithheld() {
        ViewState state =
                new ViewState(
                        Map.of(
                                "email", written("helmi@example.com", World.NOON.minusSeconds(1)),
                                "phone", written("+358 40 1234567", World.NOON)),
                        Map.of(
                                "Order Completed",
                                Map.of(World.NODE, sum(World.NOON.minusSeconds(1))),
                                "Order Returned",
                                Map.of(World.NODE, sum(World.NOON))),
                        Map.of(World.NODE, 1L),
                        null);
        ProfileView view = read(state, World.undecided(), "analytics");
        assertThat(view.traits()).containsOnlyKeys("phone");
        assertThat(view.events()).containsOnlyKeys("Order Returned");
        assertThat(view.withheld()).isEqualTo(Map.of("NOTICE_NOT_GIVEN", 2));
    }

    @Test
    void whatIsRestrictedSinceTheFoldIsWithheld() {
        ViewState state =
                new ViewState(
                        Map.of("email", written("helmi@example.com", World.NOON)),
                        Map.of(),
                        Map.of(World.NODE, 1L),
                        null);
        Subject restricted =
                World.deciding(World.decision("stop", Decision.Kind.RESTRICT, Decision.ANY, 0));
        ProfileView view = read(state, restricted, "analytics");
        assertThat(view.traits()).isEmpty();
        assertThat(view.withheld()).isEqualTo(Map.of("RESTRICTED", 1));
    }

    private static ProfileView read(ViewState state, Subject subject, String purpose) {
        return ProfileView.of(
                subject, state, purpose, policy(), "desk-client", World.NOON.plusSeconds(60));
    }

    /** The shop's own pages show the notice since noon. */
    private static Policy policy() {
        Policy told = World.policyWithStatistics();
        return new Policy(
                told.version(),
                told.at(),
                told.purposes(),
                told.activities(),
                told.notices(),
                told.catalogue(),
                told.identityRules(),
                List.of(
                        new Source(
                                "shop",
                                2,
                                false,
                                SourceKind.SERVER,
                                false,
                                List.of(new Source.Shown("privacy", 2, SHOWN_SINCE)))));
    }

    private static ViewState.LastWrite written(Object value, Instant at) {
        return new ViewState.LastWrite(
                value,
                DataCategory.CONTACT,
                LegalBasis.LEGITIMATE_INTERESTS,
                "statistics",
                "shop",
                World.NODE,
                at,
                "r1");
    }

    private static ViewState.Sum sum(Instant firstAt) {
        return new ViewState.Sum(
                DataCategory.TRANSACTIONAL,
                LegalBasis.LEGITIMATE_INTERESTS,
                "statistics",
                1,
                Map.of(),
                firstAt,
                World.NOON);
    }
}
