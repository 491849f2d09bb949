package org.purposecdp.profile.gate;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;

import org.purposecdp.contracts.policy.DataCategory;
import org.purposecdp.contracts.policy.Policy;
import org.purposecdp.contracts.policy.PolicyBySource;
import org.purposecdp.contracts.subject.Decision;
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
    void aGrantGivenAfterwardsAdmitsNothingThatAroseBefore() {
        Subject since = World.deciding(World.decision("grant", Decision.Kind.GRANT, 0));
        CategoryState state = contact(order, since, World.policy(), World.NOON);
        assertThat(state.outcome()).isEqualTo(Outcome.HELD);
        assertThat(state.reason()).isEqualTo("NO_CONSENT");
        CategoryState later =
                contact(order, since, World.policy(), World.NOON.plus(Duration.ofMinutes(14)));
        assertThat(later.outcome()).isEqualTo(Outcome.REFUSED);
    }

    @Test
    void whatARecordGrantsItselfAdmitsIt() {
        Instant said = World.NOON.minusSeconds(60).plusNanos(123_456_789);
        Fragment own = World.order("r1", World.NODE, said, Map.of());
        Decision grant = World.decision("grant", Decision.Kind.GRANT, 1);
        Subject subject =
                World.deciding(
                        new Decision(
                                grant.id(),
                                grant.kind(),
                                grant.purpose(),
                                null,
                                said,
                                null,
                                null,
                                grant.notice(),
                                grant.noticeVersion(),
                                true,
                                true,
                                true,
                                false,
                                grant.groups(),
                                grant.nodes()));
        assertThat(contact(own, subject, World.policy(), World.NOON).outcome())
                .isEqualTo(Outcome.MERGED);
    }

    @Test
    void aWithdrawalSaidBeforeItAndHeardAfterwardsTakesItOut() {
        Fragment merged = decided(order, World.subscriber(), World.policy(), World.NOON);
        assertThat(merged.states().get(DataCategory.CONTACT).outcome()).isEqualTo(Outcome.MERGED);
        Subject again =
                World.deciding(
                        World.decision("grant", Decision.Kind.GRANT, 10),
                        World.decision("no", Decision.Kind.WITHDRAW, 5),
                        World.decision("again", Decision.Kind.GRANT, 0));
        CategoryState state = contact(merged, again, World.policy(), World.NOON);
        assertThat(state.outcome()).isEqualTo(Outcome.ERASED);
        assertThat(state.reason()).isEqualTo("CONSENT_WITHDRAWN");
    }

    @Test
    void whatAToolReportsSuspendsAndIsBackWhenItReportsOtherwise() {
        Fragment merged = decided(order, World.subscriber(), World.policy(), World.NOON);
        Fragment suspended = decided(merged, World.reportedOff(), World.policy(), World.NOON);
        CategoryState state = suspended.states().get(DataCategory.CONTACT);
        assertThat(state.outcome()).isEqualTo(Outcome.MERGED);
        assertThat(state.eraseAt()).isEqualTo(World.NOON.plus(World.SUSPENSION));
        assertThat(state.reason()).isEqualTo("CONSENT_REFUSED");
        assertThat(contact(suspended, World.subscriber(), World.policy(), World.NOON))
                .isEqualTo(CategoryState.merged(Set.of("marketing")));
    }

    @Test
    void aRestrictionKeepsItOutOfEveryViewWithoutAClock() {
        Fragment merged = decided(order, World.customer(), World.policy(), World.NOON);
        CategoryState state = contact(merged, restricted(), World.policy(), World.NOON);
        assertThat(state)
                .isEqualTo(CategoryState.kept(Set.of("marketing", "service"), "RESTRICTED"));
        Fragment kept = decided(merged, restricted(), World.policy(), World.NOON);
        assertThat(kept.values()).isEqualTo(merged.values());
        assertThat(contact(kept, World.customer(), World.policy(), World.NOON))
                .isEqualTo(CategoryState.merged(Set.of("marketing", "service")));
    }

    @Test
    void anActErasesWhatIsRestrictedToo() {
        Fragment merged = decided(order, World.subscriber(), World.policy(), World.NOON);
        Subject both =
                World.deciding(
                        World.decision("grant", Decision.Kind.GRANT, 10),
                        World.decision("stop", Decision.Kind.RESTRICT, Decision.ANY, 4),
                        World.decision("no", Decision.Kind.WITHDRAW, 3));
        assertThat(contact(merged, both, World.policy(), World.NOON))
                .isEqualTo(CategoryState.erased("CONSENT_WITHDRAWN"));
    }

    @Test
    void aStrangersRestrictionStopsNothing() {
        Subject strangers =
                World.subject(
                        3,
                        List.of(
                                World.decision("grant", Decision.Kind.GRANT, 10),
                                World.decision(
                                        "stop",
                                        Decision.Kind.RESTRICT,
                                        Decision.ANY,
                                        4,
                                        true,
                                        World.PAGE_NODE)),
                        List.of(World.contract()));
        assertThat(contact(order, strangers, World.policy(), World.NOON))
                .isEqualTo(CategoryState.merged(Set.of("marketing", "service")));
    }

    @Test
    void aRestrictedCustomersNextInvoiceIsCollected() {
        Map<DataCategory, CategoryState> states =
                new Gate(
                                new PolicyBySource(World.policyWithInvoices()),
                                World.NOON,
                                World.SUSPENSION)
                        .judge(order, restricted())
                        .states();
        assertThat(states.get(DataCategory.TRANSACTIONAL))
                .isEqualTo(CategoryState.merged(Set.of("billing")));
        assertThat(states.get(DataCategory.CONTACT)).isEqualTo(CategoryState.refused("RESTRICTED"));
    }

    @Test
    void whatIsOnlyKeptHasNoClockAndGetsANewOneWhenItIsLostAgain() {
        Subject customer = World.subject(2, List.of(), List.of(World.contract()));
        Subject without = World.subject(3, List.of(), List.of());
        Decision restriction = World.decision("stop", Decision.Kind.RESTRICT, Decision.ANY, 4);
        Subject kept = World.subject(4, List.of(restriction), List.of(World.contract()));
        Subject lost = World.subject(5, List.of(restriction), List.of());

        Fragment fragment = decided(order, customer, World.policy(), World.NOON);
        fragment = decided(fragment, without, World.policy(), World.NOON);
        assertThat(fragment.states().get(DataCategory.CONTACT).eraseAt()).isNotNull();
        fragment = decided(fragment, kept, World.policy(), World.NOON);
        assertThat(fragment.states().get(DataCategory.CONTACT))
                .isEqualTo(CategoryState.kept(Set.of("service"), "RESTRICTED"));
        Instant later = World.NOON.plusSeconds(60);
        CategoryState again = contact(fragment, lost, World.policy(), later);
        assertThat(again.eraseAt()).isEqualTo(later.plus(World.SUSPENSION));
        assertThat(again.reason()).isEqualTo("NO_FACT");
    }

    @Test
    void nothingIsErasedForWantOfANotice() {
        Policy policy = World.policyWithStatistics();
        Subject told =
                World.subject(2, List.of(), List.of(), List.of(World.told(2, World.LAST_YEAR)));
        Fragment merged = decided(order, told, policy, World.NOON);
        assertThat(merged.states().get(DataCategory.CONTACT))
                .isEqualTo(CategoryState.merged(Set.of("analytics")));
        assertThat(contact(merged, World.undecided(), policy, World.NOON))
                .isEqualTo(CategoryState.kept(Set.of("analytics"), "NOTICE_NOT_GIVEN"));
    }

    @Test
    void aPurposeThatNeverHadItKeepsNothingFromAWithdrawal() {
        Policy policy = World.policyWithStatistics();
        Fragment merged = decided(order, World.subscriber(), policy, World.NOON);
        assertThat(merged.states().get(DataCategory.CONTACT))
                .isEqualTo(CategoryState.merged(Set.of("marketing")));
        assertThat(contact(merged, World.unsubscribed(), policy, World.NOON))
                .isEqualTo(CategoryState.erased("CONSENT_WITHDRAWN"));
    }

    @Test
    void whatWasKeptLongEnoughBeforeItCameIsRefused() {
        Fragment old =
                World.order(
                        "r1",
                        World.NODE,
                        World.NOON.minus(Duration.ofDays(366)),
                        World.NOON,
                        Map.of());
        Subject subscriber =
                World.deciding(World.decision("grant", Decision.Kind.GRANT, 367 * 24 * 60));
        Fragment decided = decided(old, subscriber, World.policy(null), World.NOON);
        assertThat(decided.states().get(DataCategory.TRANSACTIONAL).outcome())
                .isEqualTo(Outcome.REFUSED);
        assertThat(decided.values()).isEmpty();
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

    /** A customer who has restricted all processing since. */
    private static Subject restricted() {
        return World.subject(
                3,
                List.of(
                        World.decision("grant", Decision.Kind.GRANT, 10),
                        World.decision("stop", Decision.Kind.RESTRICT, Decision.ANY, 4)),
                List.of(World.contract()));
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
