package org.purposecdp.profile.fold;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import org.purposecdp.contracts.policy.DataCategory;
import org.purposecdp.contracts.profile.ProfileChange;
import org.purposecdp.contracts.subject.Decision;
import org.purposecdp.contracts.subject.Decision.Kind;
import org.purposecdp.contracts.subject.Fact;
import org.purposecdp.contracts.subject.Subject;
import org.purposecdp.profile.World;
import org.purposecdp.profile.fragment.Fragment;
import org.purposecdp.profile.fragment.Mark;
import org.purposecdp.profile.fragment.Outcome;
import org.purposecdp.profile.subject.Profile;
import org.purposecdp.profile.subject.Profile.Unpublished;
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
                Folds.more(customer, List.of(first), World.policy(), World.NOON, World.SUSPENSION);
        Refolded more =
                Folds.more(
                        profile(World.customer(), one.views()),
                        List.of(second),
                        World.policy(),
                        World.NOON,
                        World.SUSPENSION);
        Refolded whole =
                Folds.whole(
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
                Folds.whole(
                        profile(World.customer(), Map.of()),
                        List.of(first),
                        World.policy(),
                        World.NOON,
                        World.SUSPENSION);
        Subject withdrawn =
                World.subject(3, World.unsubscribed().decisions(), World.customer().facts());
        Refolded after =
                Folds.whole(
                        profile(withdrawn, before.views()),
                        Folds.stored(before, first),
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
                Folds.whole(
                        profile(World.customer(), Map.of()),
                        List.of(first),
                        World.policy(),
                        World.NOON,
                        World.SUSPENSION);
        Decision grant = World.decision("grant", Kind.GRANT, 10);
        Decision stop = World.decision("stop", Kind.RESTRICT, Decision.ANY, 2);
        Decision end = World.decision("end", Kind.UNRESTRICT, Decision.ANY, 1);
        List<Fragment> kept = Folds.stored(before, first);
        Refolded during = again(before, kept, World.subject(3, List.of(grant, stop), CONTRACT));
        assertThat(during.views().values())
                .allSatisfy(
                        state -> {
                            assertThat(state.traits()).isEmpty();
                            assertThat(state.events()).isEmpty();
                            assertThat(state.nodes()).isEmpty();
                        });
        assertThat(during.changed()).containsExactly("marketing", "service");
        List<Fragment> restricted = Folds.stored(during, kept.get(0));
        assertThat(restricted.get(0).values()).isEqualTo(kept.get(0).values());

        Refolded after =
                again(during, restricted, World.subject(4, List.of(grant, stop, end), CONTRACT));
        assertThat(after.views()).isEqualTo(before.views());
        assertThat(after.records()).as("it was told before").isEmpty();
    }

    private static Refolded again(Refolded last, List<Fragment> stored, Subject subject) {
        return Folds.whole(
                profile(subject, last.views()),
                stored,
                World.policy(),
                World.NOON,
                World.SUSPENSION);
    }

    @Test
    void whatIsFoldedInIsToldOnceWithThePurposesItEntered() {
        Refolded folded =
                Folds.more(
                        profile(World.subscriber(), Map.of()),
                        List.of(first),
                        World.policy(),
                        World.NOON,
                        World.SUSPENSION);
        assertThat(folded.admitted())
                .singleElement()
                .satisfies(
                        record -> {
                            assertThat(record.event()).isEqualTo("Order Completed");
                            assertThat(record.purposes()).containsExactly("marketing");
                            assertThat(record.category()).isEqualTo(DataCategory.TRANSACTIONAL);
                        });
        Refolded again =
                Folds.whole(
                        profile(World.subscriber(), folded.views()),
                        List.of(
                                Folds.decided(
                                        first,
                                        profile(World.subscriber(), Map.of()),
                                        World.policy(),
                                        World.NOON,
                                        World.SUSPENSION)),
                        World.policy(),
                        World.NOON,
                        World.SUSPENSION);
        assertThat(again.records()).isEmpty();
        assertThat(again.changed()).isEmpty();
    }

    /** It may have been decided by a Subject that is no more. */
    @Test
    void whatIsJustComingInIsJudgedAsAtTheDoorAndTold() {
        Profile customer = profile(World.customer(), Map.of());
        Fragment stored =
                Folds.decided(first, customer, World.policy(), World.NOON, World.SUSPENSION);
        assertThat(stored.has(Outcome.MERGED)).isTrue();

        Refolded folded =
                Folds.admitting(
                        customer,
                        Set.of("r1", "gone"),
                        List.of(stored, second),
                        World.policy(),
                        World.NOON,
                        World.SUSPENSION);

        assertThat(folded.admitted())
                .extracting(ProfileChange.Folded::recordId)
                .containsExactly("r1");
        assertThat(folded.records())
                .extracting(ProfileChange.Folded::recordId)
                .as("the other was held")
                .containsExactly("r2");
        assertThat(folded.missing()).containsExactly("gone");
        assertThat(folded.marks()).extracting(Mark::recordId).containsExactly("r2");

        Refolded refused =
                Folds.admitting(
                        profile(World.undecided(), Map.of()),
                        Set.of("r1"),
                        List.of(stored),
                        World.policy(),
                        World.NOON,
                        World.SUSPENSION);
        assertThat(refused.admitted()).isEmpty();
        assertThat(refused.marks()).hasSize(1);
        assertThat(stored.decided(refused.marks().get(0).states()).has(Outcome.MERGED)).isFalse();
    }

    /**
     * As when the message that brought it has come again: it was folded in, and may not be told.
     */
    @Test
    void whatComesInAgainIsToldWithItsViewsThoughNothingChanges() {
        Profile customer = profile(World.customer(), Map.of());
        Refolded before =
                Folds.more(customer, List.of(first), World.policy(), World.NOON, World.SUSPENSION);
        Fragment stored =
                Folds.decided(first, customer, World.policy(), World.NOON, World.SUSPENSION);

        Refolded again =
                Folds.admitting(
                        profile(World.customer(), before.views()),
                        Set.of("r1"),
                        List.of(stored),
                        World.policy(),
                        World.NOON,
                        World.SUSPENSION);

        assertThat(again.views()).isEqualTo(before.views());
        assertThat(again.changed()).isEqualTo(before.changed()).isNotEmpty();
        assertThat(again.admitted()).isEqualTo(before.admitted()).hasSize(1);
        assertThat(again.after().number()).isGreaterThan(again.before().number());
        assertThat(Telling.of(again, again.after()).views()).isEqualTo(before.changed());
    }

    /** A later change has a higher number, so it must not leave behind what is still to be told. */
    @Test
    void whatComesInTellsTheViewsThatAreUnpublishedToo() {
        Profile customer = profile(World.customer(), Map.of());
        Profile waiting =
                new Profile(
                        World.PROFILE,
                        "w1",
                        1,
                        1,
                        customer.subject(),
                        customer.foldedVersion(),
                        1,
                        null,
                        Map.of(),
                        null,
                        false,
                        List.of(new Unpublished("u", Set.of("analytics"), List.of())),
                        true);

        Refolded more =
                Folds.more(waiting, List.of(first), World.policy(), World.NOON, World.SUSPENSION);
        Telling telling = Telling.of(more, more.after());

        assertThat(telling.views()).contains("analytics", "service");
        assertThat(telling.acknowledges()).as("who wrote it does").isFalse();
        assertThat(more.after().unpublished()).isEqualTo(waiting.unpublished());
    }

    private static Profile profile(Subject subject, Map<String, ViewState> views) {
        return new Profile(
                World.PROFILE,
                "w1",
                1,
                1,
                subject,
                subject.version(),
                1,
                null,
                views,
                null,
                false,
                List.of(),
                false);
    }

    /**
     * What is not told yet lies in the document: what finds no room comes in with the next fold.
     */
    @Test
    void whatFindsNoRoomStaysHeldAndComesInNextTime() {
        List<Fragment> held = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            held.add(World.order("r" + i, World.NODE, World.NOON, Map.of("total", i)));
        }
        Refolded once =
                Folds.whole(
                        profile(World.customer(), Map.of()),
                        held,
                        World.policy(),
                        World.NOON,
                        World.SUSPENSION);
        Map<String, ViewState> views = Map.of();
        List<String> told = new ArrayList<>();
        boolean left = true;
        while (left) {
            AtomicInteger room = new AtomicInteger(2);
            Refolded page =
                    Folds.whole(
                            profile(World.customer(), views),
                            held,
                            World.policy(),
                            World.NOON,
                            World.SUSPENSION,
                            record -> room.getAndDecrement() > 0);
            assertThat(page.records()).hasSizeBetween(1, 2);
            assertThat(page.marks()).hasSameSizeAs(page.records());
            page.records().forEach(record -> told.add(record.recordId()));
            held = Folds.stored(page, held.toArray(Fragment[]::new));
            views = page.views();
            left = page.left();
        }

        assertThat(told).containsExactlyInAnyOrder("r0", "r1", "r2", "r3", "r4");
        assertThat(views).isEqualTo(once.views());
    }

    @Test
    void roomIsForSoManyRecordsAndBytes() {
        ProfileChange.Folded small = record("x");
        ProfileChange.Folded large = record("x".repeat(30_000));
        Room room = new Room();
        int taken = 0;
        while (room.takes(small)) {
            taken++;
        }
        assertThat(taken).isEqualTo(Room.MOST_RECORDS);

        Room ofLarge = new Room();
        long bytes = 0;
        while (ofLarge.takes(large)) {
            bytes += 30_000;
        }
        assertThat(bytes).isBetween(Room.MOST_BYTES - 100_000, Room.MOST_BYTES + 100_000);
    }

    private static ProfileChange.Folded record(String text) {
        return new ProfileChange.Folded(
                "r", "n", "shop", "Order", null, Map.of("text", text), Set.of("service"), null);
    }
}
