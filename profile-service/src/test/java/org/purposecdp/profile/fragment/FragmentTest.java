package org.purposecdp.profile.fragment;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

import org.junit.jupiter.api.Test;

import org.purposecdp.contracts.policy.DataCategory;
import org.purposecdp.profile.World;

import static org.assertj.core.api.Assertions.assertThat;

class FragmentTest {

    @Test
    void aRepeatAroseWhenTheRecordFirstDid() {
        Fragment first = refused(World.NOON, World.NOON);
        Instant later = World.NOON.plus(Duration.ofDays(1));
        Fragment repeated = first.reopenedBy(order(later, later)).orElseThrow();
        assertThat(repeated.receivedAt()).isEqualTo(later);
        assertThat(repeated.arose()).isEqualTo(first.arose());
    }

    @Test
    void aRepeatAroseNoLaterThanItWasFirstReceivedWhateverItSaysOfItself() {
        Fragment first = refused(World.NOON.plus(Duration.ofHours(1)), World.NOON);
        Instant later = World.NOON.plus(Duration.ofDays(1));
        Fragment repeated = first.reopenedBy(order(later, later)).orElseThrow();
        assertThat(repeated.arose()).isEqualTo(first.arose());
    }

    private static Fragment refused(Instant occurredAt, Instant receivedAt) {
        return order(occurredAt, receivedAt)
                .decided(
                        Map.of(
                                DataCategory.CONTACT,
                                CategoryState.refused("NO_CONSENT"),
                                DataCategory.TRANSACTIONAL,
                                CategoryState.refused("NO_CONSENT")));
    }

    private static Fragment order(Instant occurredAt, Instant receivedAt) {
        return World.order("r1", World.NODE, occurredAt, receivedAt, Map.of());
    }
}
