package org.purposecdp.profile.gate;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import org.purposecdp.contracts.policy.DataCategory;
import org.purposecdp.contracts.policy.Policy;
import org.purposecdp.contracts.subject.Subject;
import org.purposecdp.profile.World;
import org.purposecdp.profile.fragment.CategoryState;
import org.purposecdp.profile.fragment.Fragment;
import org.purposecdp.profile.fragment.Outcome;

import static org.assertj.core.api.Assertions.assertThat;

class GateTest {
    private final Fragment order =
            World.order("r1", World.NODE, World.NOON.minusSeconds(60), Map.of("total", 10));

    @Test
    void whatNoSubjectNamesIsHeldWithoutEnd() {
        assertThat(contact(order, null, World.policy(), World.NOON))
                .isEqualTo(CategoryState.UNDECIDED);
    }

    @Test
    void whatOnlyWantsAConsentIsHeldForTheRetentionOfPendingDecisions() {
        CategoryState state = contact(order, World.undecided(), World.policy(), World.NOON);
        assertThat(state.outcome()).isEqualTo(Outcome.HELD);
        assertThat(state.until()).isEqualTo(order.receivedAt().plus(Duration.ofMinutes(15)));
        assertThat(state.reason()).isEqualTo("NO_CONSENT");
    }

    @Test
    void withoutAnActivityForPendingDecisionsItIsRefusedAtOnce() {
        CategoryState state = contact(order, World.undecided(), World.policy(null), World.NOON);
        assertThat(state.outcome()).isEqualTo(Outcome.REFUSED);
    }

    @Test
    void whatWaitedTooLongIsRefusedAndItsValuesAreGone() {
        Instant later = World.NOON.plus(Duration.ofMinutes(20));
        Fragment decided = decided(order, World.undecided(), World.policy(), later);
        assertThat(decided.states().get(DataCategory.CONTACT).outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(decided.values()).isEmpty();
    }

    @Test
    void whatIsGrantedIsMerged() {
        CategoryState state = contact(order, World.subscriber(), World.policy(), World.NOON);
        assertThat(state.outcome()).isEqualTo(Outcome.MERGED);
        assertThat(state.purposes()).containsExactly("marketing");
    }

    @Test
    void aWithdrawalErasesWhatRestedOnTheConsent() {
        Fragment merged = decided(order, World.subscriber(), World.policy(), World.NOON);
        Fragment after = decided(merged, World.unsubscribed(), World.policy(), World.NOON);
        assertThat(after.states().get(DataCategory.CONTACT).outcome()).isEqualTo(Outcome.ERASED);
        assertThat(after.values()).isEmpty();
    }

    @Test
    void aContractKeepsWhatAWithdrawnConsentNoLongerDoes() {
        Fragment merged = decided(order, World.customer(), World.policy(), World.NOON);
        Subject withdrawn =
                World.subject(3, World.unsubscribed().decisions(), World.customer().facts());
        CategoryState state = contact(merged, withdrawn, World.policy(), World.NOON);
        assertThat(state.outcome()).isEqualTo(Outcome.MERGED);
        assertThat(state.purposes()).containsExactly("service");
    }

    @Test
    void anEndedContractSuspendsAndErasesAfterThirtyDays() {
        Subject customer = World.subject(2, List.of(), World.customer().facts());
        Fragment merged = decided(order, customer, World.policy(), World.NOON);
        Instant ended = World.NOON.plus(Duration.ofHours(2));
        Fragment suspended = decided(merged, customer, World.policy(), ended);
        CategoryState state = suspended.states().get(DataCategory.CONTACT);
        assertThat(state.outcome()).isEqualTo(Outcome.MERGED);
        assertThat(state.eraseAt()).isEqualTo(ended.plus(World.SUSPENSION));
        CategoryState later =
                contact(suspended, customer, World.policy(), ended.plus(World.SUSPENSION));
        assertThat(later.outcome()).isEqualTo(Outcome.ERASED);
    }

    @Test
    void retentionThatHasEndedErases() {
        Fragment merged = decided(order, World.subscriber(), World.policy(), World.NOON);
        CategoryState state =
                contact(
                        merged,
                        World.subscriber(),
                        World.policy(),
                        World.NOON.plus(Duration.ofDays(366)));
        assertThat(state.outcome()).isEqualTo(Outcome.ERASED);
        assertThat(state.reason()).isEqualTo("RETENTION_ENDED");
    }

    @Test
    void aRepeatOfARefusedRecordIsJudgedAgainAndOfAnErasedOneIsNot() {
        Fragment refused = decided(order, World.undecided(), World.policy(null), World.NOON);
        assertThat(refused.reopenedBy(order)).isPresent();
        Fragment merged = decided(order, World.subscriber(), World.policy(), World.NOON);
        Fragment erased = decided(merged, World.unsubscribed(), World.policy(), World.NOON);
        assertThat(erased.reopenedBy(order)).isEmpty();
        assertThat(merged.reopenedBy(order)).isEmpty();
    }

    private static CategoryState contact(
            Fragment fragment, Subject subject, Policy policy, Instant at) {
        return new Gate(policy, at, World.SUSPENSION)
                .judge(fragment, subject)
                .states()
                .get(DataCategory.CONTACT);
    }

    private static Fragment decided(Fragment fragment, Subject subject, Policy policy, Instant at) {
        return fragment.decided(
                new Gate(policy, at, World.SUSPENSION).judge(fragment, subject).states());
    }
}
