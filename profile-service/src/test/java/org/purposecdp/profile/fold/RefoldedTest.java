package org.purposecdp.profile.fold;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;

import org.purposecdp.contracts.policy.DataCategory;
import org.purposecdp.contracts.subject.Decision;
import org.purposecdp.contracts.subject.Decision.Kind;
import org.purposecdp.contracts.subject.Fact;
import org.purposecdp.contracts.subject.Subject;
import org.purposecdp.profile.World;
import org.purposecdp.profile.fragment.Fragment;
import org.purposecdp.profile.fragment.Outcome;
import org.purposecdp.profile.subject.Profile;
import org.purposecdp.profile.view.ViewState;

import static org.assertj.core.api.Assertions.assertThat;

class RefoldedTest {
    private static final List<Fact> CONTRACT = List.of(World.contract());

    private final Fragment first = World.order("r1", World.NODE, World.NOON, Map.of("total", 10));
    private final Fragment second =
            World.order("r2", World.OTHER_NODE, World.NOON, Map.of("total", new BigDecimal("0.5")));

    @Test
    void oneMoreFragmentFoldsToTheSameAsAllAnew() {
        Profile customer = profile(World.customer(), Map.of());
        Refolded one =
                Refolded.more(
                        customer, List.of(first), World.policy(), World.NOON, World.SUSPENSION);
        Refolded more =
                Refolded.more(
                        profile(World.customer(), one.views()),
                        List.of(second),
                        World.policy(),
                        World.NOON,
                        World.SUSPENSION);
        Refolded whole =
                Refolded.whole(
                        customer,
                        List.of(second, first),
                        World.policy(),
                        World.NOON,
                        World.SUSPENSION);
        assertThat(more.views()).isEqualTo(whole.views()).containsKeys("marketing", "service");
        assertThat(whole.views().get("service").view().events().get("Order Completed").sums())
                .containsEntry("total", new BigDecimal("10.5"));
        assertThat(whole.until()).isEqualTo(World.NOON.plusSeconds(3600));
    }

    @Test
    void aWithdrawalTakesItOutOfThatPurposeOnly() {
        Refolded before =
                Refolded.whole(
                        profile(World.customer(), Map.of()),
                        List.of(first),
                        World.policy(),
                        World.NOON,
                        World.SUSPENSION);
        Subject withdrawn =
                World.subject(3, World.unsubscribed().decisions(), World.customer().facts());
        Refolded after =
                Refolded.whole(
                        profile(withdrawn, before.views()),
                        before.marks(),
                        World.policy(),
                        World.NOON,
                        World.SUSPENSION);
        assertThat(after.changed()).containsExactly("marketing");
        assertThat(after.views().getOrDefault("marketing", ViewState.EMPTY).view().traits())
                .isEmpty();
        assertThat(after.views().get("service").view().traits()).containsKey("email");
        assertThat(after.records()).isEmpty();
    }

    @Test
    void whatIsRestrictedIsKeptInNoViewAndComesBackWithTheEndOfIt() {
        Refolded before =
                Refolded.whole(
                        profile(World.customer(), Map.of()),
                        List.of(first),
                        World.policy(),
                        World.NOON,
                        World.SUSPENSION);
        Decision grant = World.decision("grant", Kind.GRANT, 10);
        Decision stop = World.decision("stop", Kind.RESTRICT, Decision.ANY, 2);
        Decision end = World.decision("end", Kind.UNRESTRICT, Decision.ANY, 1);
        Refolded during = again(before, World.subject(3, List.of(grant, stop), CONTRACT));
        assertThat(during.views().values())
                .allSatisfy(
                        state -> {
                            assertThat(state.traits()).isEmpty();
                            assertThat(state.events()).isEmpty();
                            assertThat(state.nodes()).isEmpty();
                        });
        assertThat(during.changed()).containsExactly("marketing", "service");
        assertThat(during.marks().get(0).values()).isEqualTo(before.marks().get(0).values());

        Refolded after = again(during, World.subject(4, List.of(grant, stop, end), CONTRACT));
        assertThat(after.views()).isEqualTo(before.views());
        assertThat(after.records()).as("it was told before").isEmpty();
    }

    private static Refolded again(Refolded last, Subject subject) {
        return Refolded.whole(
                profile(subject, last.views()),
                last.marks(),
                World.policy(),
                World.NOON,
                World.SUSPENSION);
    }

    @Test
    void whatIsFoldedInIsToldOnceWithThePurposesItEntered() {
        Refolded folded =
                Refolded.more(
                        profile(World.subscriber(), Map.of()),
                        List.of(first),
                        World.policy(),
                        World.NOON,
                        World.SUSPENSION);
        assertThat(folded.records())
                .singleElement()
                .satisfies(
                        record -> {
                            assertThat(record.event()).isEqualTo("Order Completed");
                            assertThat(record.purposes()).containsExactly("marketing");
                            assertThat(record.category()).isEqualTo(DataCategory.TRANSACTIONAL);
                        });
        Refolded again =
                Refolded.whole(
                        profile(World.subscriber(), folded.views()),
                        folded.marks(),
                        World.policy(),
                        World.NOON,
                        World.SUSPENSION);
        assertThat(again.records()).isEmpty();
        assertThat(again.changed()).isEmpty();
    }

    @Test
    void whatWasFoldedAndNotMarkedIsMarkedWhateverComesOut() {
        Profile unmarked =
                new Profile(
                        World.PROFILE,
                        "w1",
                        World.undecided(),
                        1,
                        1,
                        Map.of(),
                        Set.of("r1"),
                        null,
                        List.of(),
                        false);
        Fragment held =
                first.decided(
                        Refolded.whole(
                                        unmarked,
                                        List.of(first),
                                        World.policy(),
                                        World.NOON,
                                        World.SUSPENSION)
                                .marks()
                                .get(0)
                                .states());
        Refolded again =
                Refolded.whole(
                        unmarked, List.of(held), World.policy(), World.NOON, World.SUSPENSION);
        assertThat(again.marks()).hasSize(1);
        assertThat(held.has(Outcome.HELD)).isTrue();
    }

    private static Profile profile(Subject subject, Map<String, ViewState> views) {
        return new Profile(
                World.PROFILE,
                "w1",
                subject,
                subject.version(),
                1,
                views,
                Set.of(),
                null,
                List.of(),
                false);
    }
}
