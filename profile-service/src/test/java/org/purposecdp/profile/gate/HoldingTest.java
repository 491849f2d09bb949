package org.purposecdp.profile.gate;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import org.purposecdp.contracts.policy.DataCategory;
import org.purposecdp.contracts.policy.Policy;
import org.purposecdp.contracts.policy.PolicyBySource;
import org.purposecdp.contracts.subject.Decision;
import org.purposecdp.contracts.subject.Decision.Kind;
import org.purposecdp.contracts.subject.Subject;
import org.purposecdp.profile.World;
import org.purposecdp.profile.fragment.CategoryState;
import org.purposecdp.profile.fragment.Fragment;
import org.purposecdp.profile.fragment.Outcome;

import static org.assertj.core.api.Assertions.assertThat;

/** Holding is processing too. */
class HoldingTest {
    private static final Policy POLICY = World.policy();

    private final Fragment order =
            World.order("r1", World.NODE, World.NOON.minusSeconds(60), Map.of("total", 10));
    private final Fragment visit =
            World.order("r2", World.PAGE_NODE, World.NOON.minusSeconds(60), Map.of("total", 10));

    @Test
    void whatNoSubjectNamesIsHeldWithoutEnd() {
        assertThat(contact(order, null, POLICY, World.NOON)).isEqualTo(CategoryState.UNDECIDED);
    }

    @Test
    void whatOnlyWantsAConsentIsHeldForTheRetentionOfPendingDecisions() {
        CategoryState state = contact(order, World.undecided(), POLICY, World.NOON);
        assertThat(state.outcome()).isEqualTo(Outcome.HELD);
        assertThat(state.until()).isEqualTo(order.receivedAt().plus(Duration.ofMinutes(15)));
        assertThat(state.reason()).isEqualTo("NO_CONSENT");
    }

    @Test
    void withoutAnActivityForPendingDecisionsItIsRefusedAtOnce() {
        CategoryState state = contact(order, World.undecided(), World.policy(null), World.NOON);
        assertThat(state).isEqualTo(CategoryState.refused("NO_CONSENT"));
    }

    @Test
    void whatWaitedTooLongIsRefusedAndItsValuesAreGone() {
        Instant later = World.NOON.plus(Duration.ofMinutes(20));
        Fragment decided = decided(order, World.undecided(), POLICY, later);
        assertThat(decided.states().get(DataCategory.CONTACT))
                .isEqualTo(CategoryState.refused("NO_CONSENT"));
        assertThat(decided.values()).isEmpty();
    }

    @Test
    void anObjectionToHoldingEndsIt() {
        endedBy(World.decision("no", Kind.OBJECT, Policy.PENDING_DECISION, 0), "OBJECTED");
    }

    @Test
    void anObjectionToEverythingEndsIt() {
        endedBy(World.decision("no", Kind.OBJECT, Decision.ANY, 0), "OBJECTED");
    }

    @Test
    void aRestrictionEndsIt() {
        endedBy(World.decision("stop", Kind.RESTRICT, Decision.ANY, 0), "RESTRICTED");
    }

    private void endedBy(Decision decision, String reason) {
        Fragment held = decided(order, World.undecided(), POLICY, World.NOON);
        assertThat(held.held()).isTrue();
        Fragment after = decided(held, World.deciding(decision), POLICY, World.NOON);
        assertThat(after.states().values())
                .allMatch(state -> state.equals(CategoryState.refused(reason)));
        assertThat(after.values()).isEmpty();
    }

    @Test
    void aStrangersObjectionOrRestrictionDoesNotEndIt() {
        for (Kind kind : List.of(Kind.OBJECT, Kind.RESTRICT)) {
            Decision strangers =
                    World.decision("stop", kind, Policy.PENDING_DECISION, 0, true, World.PAGE_NODE);
            assertThat(contact(order, World.deciding(strangers), POLICY, World.NOON).outcome())
                    .as("%s", kind)
                    .isEqualTo(Outcome.HELD);
        }
    }

    @Test
    void aRestrictionIsToldBeforeWhatIsWanting() {
        Subject subject = World.deciding(World.decision("stop", Kind.RESTRICT, "marketing", 0));
        assertThat(contact(order, subject, World.policy(null), World.NOON))
                .isEqualTo(CategoryState.refused("RESTRICTED"));
    }

    /** The door lets nothing in before the device says yes; that may come here later. */
    @Test
    void whatComesBeforeTheWordOfItsDeviceIsHeldForIt() {
        assertThat(contact(visit, World.undecided(), POLICY, World.NOON).outcome())
                .isEqualTo(Outcome.HELD);
    }

    @Test
    void whatComesFromADeviceThatRefusedIsNotHeld() {
        Subject refused =
                World.deciding(
                        World.decision("no", Kind.REFUSE, "service", 10, true, World.PAGE_NODE));
        assertThat(contact(visit, refused, POLICY, World.NOON).outcome())
                .isEqualTo(Outcome.REFUSED);
    }

    @Test
    void whatComesFromADeviceThatAgreedIsHeld() {
        Subject agreed =
                World.deciding(
                        World.decision("yes", Kind.GRANT, "service", 10, true, World.PAGE_NODE));
        CategoryState state = contact(visit, agreed, POLICY, World.NOON);
        assertThat(state.outcome()).isEqualTo(Outcome.HELD);
        Subject since =
                World.deciding(
                        World.decision("yes", Kind.GRANT, "service", 0, true, World.PAGE_NODE));
        assertThat(contact(visit, since, POLICY, World.NOON).outcome())
                .as("agreed only after it arose")
                .isEqualTo(Outcome.REFUSED);
    }

    @Test
    void holdingEndsWithItsActivity() {
        Fragment held = decided(order, World.undecided(), POLICY, World.NOON);
        assertThat(contact(held, World.undecided(), World.policy(null), World.NOON).outcome())
                .isEqualTo(Outcome.REFUSED);
    }

    @Test
    void aRepeatDoesNotLengthenTheHoldOfWhatStillWaits() {
        Fragment first =
                order.decided(
                        Map.of(
                                DataCategory.CONTACT,
                                contact(order, World.undecided(), POLICY, World.NOON),
                                DataCategory.TRANSACTIONAL,
                                CategoryState.refused("CONSENT_WITHDRAWN")));
        Instant later = World.NOON.plus(Duration.ofMinutes(10));
        Fragment repeated =
                first.reopenedBy(World.order("r1", World.NODE, later, Map.of())).orElseThrow();
        Instant end = order.receivedAt().plus(Duration.ofMinutes(15));
        assertThat(contact(repeated, World.undecided(), POLICY, later).until()).isEqualTo(end);
        assertThat(contact(repeated, World.undecided(), POLICY, end).outcome())
                .isEqualTo(Outcome.REFUSED);
    }

    @Test
    void whatIsHeldIsLookedAtAgainWhenTheAnswerMayTurn() {
        Subject soon = World.deciding(World.decision("later", Kind.GRANT, -5));
        Judgement judgement =
                new Gate(new PolicyBySource(POLICY), World.NOON, World.SUSPENSION)
                        .judge(order, soon);
        assertThat(judgement.turnsAt()).isEqualTo(World.NOON.plus(Duration.ofMinutes(5)));
    }

    private static CategoryState contact(
            Fragment fragment, Subject subject, Policy policy, Instant at) {
        return new Gate(new PolicyBySource(policy), at, World.SUSPENSION)
                .judge(fragment, subject)
                .states()
                .get(DataCategory.CONTACT);
    }

    private static Fragment decided(Fragment fragment, Subject subject, Policy policy, Instant at) {
        return fragment.decided(
                new Gate(new PolicyBySource(policy), at, World.SUSPENSION)
                        .judge(fragment, subject)
                        .states());
    }
}
